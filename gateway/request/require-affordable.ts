import { Kind, type FieldNode } from 'graphql';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { refsIn } from '../../schema/ref.ts';
import type { AdmittedOperation } from './admitted-operation.ts';
import { countSelections, listRootFields } from './measure-operation.ts';

/** Persons in one request, whichever fields ask for them. */
const PERSON_LIMIT = 200;
/** Fields to decide and fetch, counted for each person. */
const CELL_LIMIT = 30_000;

/**
 * Refuses an operation whose answer would keep an agency from everybody else.
 * @param variables coerced
 * @throws SamsynError DOCUMENT_TOO_LARGE
 */
export function requireAffordable(
  { operation, fragments }: AdmittedOperation,
  variables: Readonly<Record<string, unknown>>,
): void {
  let persons = 0;
  let cells = 0;
  for (const field of listRootFields(operation.selectionSet, fragments)) {
    const asked = personsOf(field, variables);
    persons += asked;
    cells += Math.max(1, asked) * countSelections(field.selectionSet, fragments);
  }
  if (Math.max(persons, refsIn(variables).length) > PERSON_LIMIT) {
    throw new SamsynError('DOCUMENT_TOO_LARGE', { limit: PERSON_LIMIT, what: 'persons' });
  }
  if (cells > CELL_LIMIT) throw new SamsynError('DOCUMENT_TOO_LARGE', { limit: CELL_LIMIT, what: 'fields of persons' });
}

function personsOf(field: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  if (field.name.value === 'individual') return 1;
  const value = field.arguments?.find(({ name }) => name.value === 'refs')?.value;
  if (value?.kind === Kind.LIST) return value.values.length;
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : null;
  return Array.isArray(given) ? given.length : 0;
}
