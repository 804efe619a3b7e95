import { groupOf, type Group } from './audited-group.ts';
import { statesOf } from './count-quantity.ts';
import { isDominated, safeUpperBound } from './dominance.ts';
import type { Grouping } from './grouping.ts';
import { rangeOfSum } from './known-range.ts';
import type { Quantity } from './publication-audit.ts';
import type { Candidate, PublishedCell, SumRules } from './publication.ts';

type IsWithheld = (cell: PublishedCell) => boolean;

/**
 * Sums as they are audited, after the counts. Any suppressed sum lies in a range as wide as if each of T + 1 contributions were
 * rounded by itself; where the count is small the sum may be nothing, for all that is published; where a sum is dominated it
 * may be so high that nobody knows its largest contribution within p per cent.
 */
export function sumsOf(candidate: Candidate, rules: SumRules): Quantity {
  const ceilings = ceilingsOf(candidate, rules);
  const isWithheld: IsWithheld = (cell) => isOfThis(cell) && cell.sum === null;
  const isOfThis = ({ rules: { sum } }: PublishedCell): boolean => sum?.of === rules.of;
  return {
    readings: [
      {
        rangeOf: (cell) => (isOfThis(cell) ? rangeOfSum(cell) : { least: 0, most: Infinity }),
        isKnownLarge: () => false,
      },
    ],
    listGroups: (grouping, cells) => {
      const groups = new Map<string, Group>();
      for (const group of [
        ...listSuppressed(grouping, cells, isWithheld, ceilings),
        ...listSmallLines(grouping, cells, isWithheld),
      ]) {
        const known = groups.get(group.key);
        groups.set(group.key, known === undefined ? group : stricter(known, group));
      }
      return [...groups.values()];
    },
    isShown: (cell) => isOfThis(cell) && typeof cell.sum === 'number',
    hide: (cell) => ({ ...cell, sum: null }),
    reach: () => Math.max(0, widthOf(candidate.rules), ...ceilings),
  };
}

/** How high the sum of each cell must be able to be. */
function ceilingsOf({ tables }: Candidate, rules: SumRules): readonly number[] {
  return tables.flatMap(({ cells }) =>
    cells.map(({ sum }) => (sum !== undefined && isDominated(sum, rules) ? safeUpperBound(sum, rules) : -Infinity)),
  );
}

function listSuppressed(
  grouping: Grouping,
  cells: readonly PublishedCell[],
  isWithheld: IsWithheld,
  ceilings: readonly number[],
): readonly Group[] {
  return grouping.publication.rows.flatMap(({ expression, cells: about }, row) =>
    about.flatMap((at) => {
      const cell = cells[at];
      return cell !== undefined && isWithheld(cell) ? [sumGroup(expression, row, cell, ceilings[at] ?? -Infinity)] : [];
    }),
  );
}

/** What is small in a line of a table, taken together. */
function listSmallLines(grouping: Grouping, cells: readonly PublishedCell[], isWithheld: IsWithheld): readonly Group[] {
  const { rows } = grouping.publication;
  return grouping.list(statesOf(grouping.publication, cells)).flatMap(({ expression, rows: members }) => {
    const about = members.flatMap((row) => rows[row]?.cells.flatMap((at) => cells[at] ?? []) ?? []);
    const [first] = about;
    const isSmall = about.every((cell) => cell.isSmall && isWithheld(cell));
    return first !== undefined && isSmall ? [sumGroup(expression, members[0] ?? -1, first, -Infinity)] : [];
  });
}

function sumGroup(expression: Group['expression'], row: number, cell: PublishedCell, ceiling: number): Group {
  const group = groupOf(expression, 0, [row], true);
  return { ...group, above: Infinity, floor: cell.isSmall ? 0 : Infinity, ceiling, width: widthOf(cell.rules) };
}

function widthOf({ suppressUpTo, sum }: PublishedCell['rules']): number {
  return (suppressUpTo + 1) * (sum?.roundTo ?? 1);
}

function stricter(one: Group, other: Group): Group {
  return {
    ...one,
    floor: Math.min(one.floor, other.floor),
    ceiling: Math.max(one.ceiling, other.ceiling),
    width: Math.max(one.width, other.width),
  };
}
