import type { RowState } from './audited-group.ts';
import { rangeOfCount, rangeOfGuessed } from './known-range.ts';
import type { Quantity } from './publication-audit.ts';
import type { PublicationRows } from './publication-rows.ts';
import type { PublishedCell } from './publication.ts';

/** Counts as they are audited: every group, and every atom, against who guesses right which marks are small and who does not. */
export const COUNTS: Quantity = {
  readings: [
    { rangeOf: rangeOfGuessed, isKnownLarge: ({ shown, isSmall }) => shown === null && !isSmall },
    { rangeOf: rangeOfCount, isKnownLarge: () => false },
  ],
  listGroups: (grouping, cells) => {
    const states = statesOf(grouping.publication, cells);
    const strictest = Math.max(0, ...states.map(({ threshold }) => threshold));
    return [...grouping.list(states), ...grouping.listAtoms(strictest)];
  },
  isShown: ({ shown }) => shown !== null,
  hide: (cell) => ({ ...cell, shown: null, isSmall: false, ...(cell.sum === undefined ? {} : { sum: null }) }),
  reach: (cells) => Math.max(0, ...cells.map(({ rules }) => rules.suppressUpTo)),
};

/** How each row stands, by all the cells that are about it. */
export function statesOf({ rows }: PublicationRows, cells: readonly PublishedCell[]): readonly RowState[] {
  return rows.map((row) => {
    const about = row.cells.flatMap((at) => cells[at] ?? []);
    return {
      isShown: about.some(({ shown }) => shown !== null),
      isSuppressed: about.some(({ shown }) => shown === null),
      threshold: Math.max(0, ...about.map(({ rules }) => rules.suppressUpTo)),
    };
  });
}
