import type { Dimension } from '../../../schema/aggregate-codes.ts';
import type { AggregatePeriod } from '../../../schema/aggregate-period.ts';
import { codesOf } from './codes-of.ts';
import { addContributors, type ExactCell, type ExactCrossing } from './exact-crossing.ts';

/** A table of exact counts with every combination of its codes, the empty ones too. */
export interface ExactTable {
  readonly dimensions: readonly Dimension[];
  readonly codes: readonly (readonly string[])[];
  readonly cells: readonly ExactCell[];
}

/** Adds a crossing up to one table. Pure. */
export function tabulate(
  { dimensions: crossed, hasSum, cells }: ExactCrossing,
  dimensions: readonly Dimension[],
  period: AggregatePeriod,
): ExactTable {
  const places = dimensions.map((dimension) => crossed.indexOf(dimension));
  const codes = dimensions.map((dimension) => codesOf(dimension, period));
  const byCodes = new Map<string, ExactCell>();
  for (const cell of cells) {
    const own = places.map((place) => cell.codes[place] ?? '');
    const earlier = byCodes.get(own.join());
    byCodes.set(own.join(), {
      codes: own,
      count: cell.count + (earlier?.count ?? 0),
      sum: addContributors(earlier?.sum ?? null, cell.sum),
    });
  }
  const nobody = hasSum ? { total: 0, largest: [] } : null;
  const all = combine(codes).map((own) => byCodes.get(own.join()) ?? { codes: own, count: 0, sum: nobody });
  return { dimensions, codes, cells: all };
}

/** Every combination, the last dimension changing fastest. */
function combine(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((code) => [...row, code])),
    [[]],
  );
}
