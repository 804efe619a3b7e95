import { Kind, type FieldNode } from 'graphql';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { refsIn } from '../../schema/ref.ts';
import type { AdmittedOperation, AskedPersons } from './admitted-operation.ts';
import { countSelections, listRootFields } from './measure-operation.ts';

/** Persons in one request, whichever fields ask for them. */
const PERSON_LIMIT = 200;
/** Fields to decide and fetch, counted for each person. */
const CELL_LIMIT = 30_000;

/** Reads from an operation how much each field at its root asks for, as far as its text tells. */
export function listAskedPersons(
  operation: AdmittedOperation['operation'],
  fragments: AdmittedOperation['fragments'],
): readonly AskedPersons[] {
  return listRootFields(operation.selectionSet, fragments).map((field) => ({
    persons: personsOf(field),
    selections: countSelections(field.selectionSet, fragments),
  }));
}

/**
 * Refuses an operation whose answer would keep an agency from everybody else.
 * @param variables coerced
 * @throws SamsynError DOCUMENT_TOO_LARGE
 */
export function requireAffordable(
  { askedPersons }: AdmittedOperation,
  variables: Readonly<Record<string, unknown>>,
): void {
  let persons = 0;
  let cells = 0;
  for (const asked of askedPersons) {
    const count = countPersons(asked, variables);
    persons += count;
    cells += Math.max(1, count) * asked.selections;
  }
  if (Math.max(persons, refsIn(variables).length) > PERSON_LIMIT) {
    throw new SamsynError('DOCUMENT_TOO_LARGE', { limit: PERSON_LIMIT, what: 'persons' });
  }
  if (cells > CELL_LIMIT) throw new SamsynError('DOCUMENT_TOO_LARGE', { limit: CELL_LIMIT, what: 'fields of persons' });
}

function countPersons({ persons }: AskedPersons, variables: Readonly<Record<string, unknown>>): number {
  if (typeof persons === 'number') return persons;
  const given = variables[persons.variable];
  return Array.isArray(given) ? given.length : 0;
}

function personsOf(field: FieldNode): AskedPersons['persons'] {
  if (field.name.value === 'individual') return 1;
  const value = field.arguments?.find(({ name }) => name.value === 'refs')?.value;
  if (value?.kind === Kind.LIST) return value.values.length;
  return value?.kind === Kind.VARIABLE ? { variable: value.name.value } : 0;
}
