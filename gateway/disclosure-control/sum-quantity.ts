import { safeUpperBound } from './dominance.ts';
import { listGroups, type Group } from './audited-group.ts';
import { statesOf } from './count-quantity.ts';
import { rangeOfSum } from './known-range.ts';
import type { Quantity } from './publication-audit.ts';
import type { Candidate, Contribution, PublishedCell } from './publication.ts';
void listGroups;
void (null as unknown as Group);
void safeUpperBound;
void statesOf;
void (null as unknown as Contribution);
/** Sums as they are audited. */
export function sumsOf(_: Candidate): Quantity {
  return {
    rangeOf: rangeOfSum,
    listGroups: () => [],
    isShown: ({ sum }: PublishedCell) => typeof sum === 'number',
    hide: (cell) => ({ ...cell, sum: null }),
  };
}
