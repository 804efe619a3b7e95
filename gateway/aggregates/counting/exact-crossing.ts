import type { Dimension } from '../../../schema/aggregate-codes.ts';

/** How much of a sum, and by how much the largest contributors: descending, at most two. */
export interface Contributors {
  readonly total: number;
  readonly largest: readonly number[];
}

/** How many have exactly these codes. It is never stored, logged or sent. */
export interface ExactCell {
  readonly codes: readonly string[];
  readonly count: number;
  /** Null where the definition sums nothing. */
  readonly sum: Contributors | null;
}

/** The counts by all dimensions that the tables need, crossed. A combination that is not there counts nobody. */
export interface ExactCrossing {
  readonly dimensions: readonly Dimension[];
  /** Whether amounts stand beside the counts. */
  readonly hasSum: boolean;
  readonly cells: readonly ExactCell[];
}

const KEPT = 2;

/** Joins what two parts of a cell have, of which nobody is in both. */
export function addContributors(one: Contributors | null, other: Contributors | null): Contributors | null {
  if (one === null || other === null) return one ?? other;
  const largest = [...one.largest, ...other.largest].sort((a, b) => b - a).slice(0, KEPT);
  return { total: one.total + other.total, largest };
}
