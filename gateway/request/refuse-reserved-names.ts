import { Kind, visit, type DocumentNode } from 'graphql';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { PERSON_REF_KEY } from './prune-document.ts';

/** Keys that the planner joins entities by; another field under one of them would be taken for the key. */
const KEYS: readonly string[] = ['ref', 'id', PERSON_REF_KEY];
/** The variable in which the planner sends entities to an agency. */
const RESERVED_VARIABLE = 'representations';
const ALIASES_OF_ONE_FIELD = 10;

/**
 * Refuses names that the federation's own machinery uses, and the same field under very many names.
 * @throws SamsynError OPERATION_UNSUPPORTED, DOCUMENT_TOO_LARGE
 */
export function refuseReservedNames(document: DocumentNode): void {
  visit(document, {
    Field: ({ alias, name }) => {
      const key = alias?.value ?? name.value;
      if (key === name.value && key !== PERSON_REF_KEY) return;
      if (key.startsWith('__') || KEYS.includes(key)) {
        throw new SamsynError('OPERATION_UNSUPPORTED', { reason: `choose another alias than \`${key}\`` });
      }
    },
    VariableDefinition: ({ variable }) => {
      const name = variable.name.value;
      if (name !== RESERVED_VARIABLE && !name.startsWith('__')) return;
      throw new SamsynError('OPERATION_UNSUPPORTED', { reason: `choose another name for the variable \`$${name}\`` });
    },
    SelectionSet: ({ selections }) => {
      const names = selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));
      const counts = new Map<string, number>();
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
      if (Math.max(0, ...counts.values()) > ALIASES_OF_ONE_FIELD) {
        throw new SamsynError('DOCUMENT_TOO_LARGE', { limit: ALIASES_OF_ONE_FIELD, what: 'aliases of one field' });
      }
    },
  });
}
