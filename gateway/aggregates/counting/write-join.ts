import { CODE_LISTS, isMonthDimension, type Dimension } from '../../../schema/aggregate-codes.ts';
import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import type { ContributionForm } from '../agencies/contribution-form.ts';
import { codeNames } from './code-names.ts';
import { shownDimensions } from './codes-of.ts';

/** The count of joined persons by the dimensions that are shown. */
export interface Join {
  /** Gives the numbers of the codes in the order of `dimensions`, then the count. */
  readonly sql: string;
  readonly dimensions: readonly Dimension[];
  /** For each dimension, the codes by their numbers. */
  readonly names: readonly ReadonlyMap<number, string>[];
}

/** A column of a source. */
interface Place {
  readonly source: number;
  readonly column: number;
}

/**
 * Writes the join of a definition: who is in every source that is not optional, by codes. Nothing of it comes from outside: the
 * names are numbers of ours. Standard SQL but for the types, so that another engine can run it.
 */
export function writeJoin(definition: AggregateDefinition, forms: readonly ContributionForm[]): Join {
  const dimensions = shownDimensions(definition.tables);
  const { derived } = definition;
  const persons = forms.map((form, at) => `person_${at} AS (${onePerson(form, at)})`);
  const sides = derived === undefined ? [] : [`sides AS (${writeSides(derived, forms)})`];
  const needed = forms.flatMap(({ isOptional }, at) => (isOptional ? [] : [at]));
  const [first, ...others] = needed;
  const joins = [
    ...others.map((at) => `JOIN person_${at} USING (token)`),
    ...forms.flatMap(({ isOptional }, at) => (isOptional ? [`LEFT JOIN person_${at} USING (token)`] : [])),
    ...(derived === undefined ? [] : ['LEFT JOIN sides USING (token)']),
  ];
  const columns = dimensions.map((dimension) =>
    dimension === derived?.dimension ? SIDE : columnOf(findPlace(dimension, forms), 'person'),
  );
  const groups = columns.map((_, at) => at + 1).join(', ');
  return {
    dimensions,
    names: dimensions.map((dimension) => namesOf(dimension, forms)),
    sql: `WITH ${[...persons, ...sides].join(', ')}
      SELECT ${[...columns, 'count(*)'].join(', ')} FROM person_${first ?? 0} ${joins.join(' ')} GROUP BY ${groups}`,
  };
}

/** One row a person. Where several months came, the first one counts. */
function onePerson({ columns, isMonthly }: ContributionForm, at: number): string {
  if (!isMonthly) return `SELECT * FROM source_${at}`;
  const merged = columns.map((_, column) => `min(c${column}) AS c${column}`);
  return `SELECT ${['token', ...merged].join(', ')} FROM source_${at} GROUP BY token`;
}

/** Places of the codes of `suspicionSide` in their list. */
const [BEFORE, AFTER, BOTH, NEITHER] = ['BEFORE', 'AFTER', 'BOTH', 'NEITHER'].map((wanted) =>
  CODE_LISTS.suspicionSide.findIndex(({ code }) => code === wanted),
);

const SIDE = `CASE WHEN sides.before AND sides.after THEN ${BOTH} WHEN sides.before THEN ${BEFORE}
  WHEN sides.after THEN ${AFTER} ELSE ${NEITHER} END`;

/** On which sides of their month persons have another month; the month itself is on neither. */
function writeSides(
  { of, around, months }: NonNullable<AggregateDefinition['derived']>,
  forms: readonly ContributionForm[],
): string {
  const middle = findPlace(around, forms);
  const other = findPlace(of, forms);
  const apart = `CAST(${columnOf(other, 'source')} AS INTEGER) - CAST(${columnOf(middle, 'person')} AS INTEGER)`;
  return `SELECT token, bool_or(apart BETWEEN -${months} AND -1) AS before, bool_or(apart BETWEEN 1 AND ${months}) AS after
    FROM (SELECT token, ${apart} AS apart FROM person_${middle.source} JOIN source_${other.source} USING (token)) GROUP BY token`;
}

/** The first source that sends a dimension. */
function findPlace(dimension: Dimension, forms: readonly ContributionForm[]): Place {
  const source = forms.findIndex(({ columns }) => columns.some((column) => column.dimension === dimension));
  const column = forms[source]?.columns.findIndex((candidate) => candidate.dimension === dimension) ?? -1;
  if (column === -1) throw new TypeError(`no source sends ${dimension}`);
  return { source, column };
}

function columnOf({ source, column }: Place, table: 'person' | 'source'): string {
  return `${table}_${source}.c${column}`;
}

function namesOf(dimension: Dimension, forms: readonly ContributionForm[]): ReadonlyMap<number, string> {
  if (!isMonthDimension(dimension)) return new Map(CODE_LISTS[dimension].map(({ code }, place) => [place, code]));
  const { source, column } = findPlace(dimension, forms);
  return codeNames(forms[source]?.columns[column]?.numbers ?? new Map<string, number>());
}
