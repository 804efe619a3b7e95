import { refsIn } from '../../schema/ref.ts';
import { personsAsked, type Demand } from './demand.ts';
import { CELL_LIMIT, COST_LIMIT, LIST_LIMIT, PERSON_LIMIT, tooLarge } from './document-limits.ts';

/**
 * Refuses an operation whose answer would keep an agency from everybody else. Looks at what is asked, never at what is known of
 * anybody.
 * @param variables coerced
 * @throws SamsynError DOCUMENT_TOO_LARGE
 */
export function requireAffordable(demands: readonly Demand[], variables: Readonly<Record<string, unknown>>): void {
  if (longestList(variables) > LIST_LIMIT) throw tooLarge(LIST_LIMIT, 'entries in a list');
  let persons = 0;
  let cells = 0;
  let values = 0;
  for (const demand of demands) {
    const asked = personsAsked(demand, variables);
    persons += asked;
    cells += Math.max(1, asked) * demand.cells;
    values += Math.max(1, asked) * demand.values;
  }
  if (Math.max(persons, refsIn(variables).length) > PERSON_LIMIT) throw tooLarge(PERSON_LIMIT, 'persons');
  if (cells > CELL_LIMIT) throw tooLarge(CELL_LIMIT, 'fields of persons');
  if (values > COST_LIMIT) throw tooLarge(COST_LIMIT, 'values that its answer could hold');
}

function longestList(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce<number>((most, entry) => Math.max(most, longestList(entry)), 0);
  return Array.isArray(value) ? Math.max(value.length, inner) : inner;
}
