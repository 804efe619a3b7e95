import type { StaffCount } from './finding.ts';

export interface Outlier {
  readonly seen: StaffCount;
  /** The median of the role at the agency, and the count above which one stands out. */
  readonly middle: number;
  readonly limit: number;
}

export interface OutlierLimits {
  readonly k: number;
  /** A lower count is never an outlier. */
  readonly least: number;
  readonly leastStaff: number;
}

/**
 * Who stands out of the own role at the own agency: above median + k * MAD (the median of the distances from the median), which
 * a few very high counts do not move. Pure.
 */
export function findOutliers(
  counts: readonly StaffCount[],
  { k, least, leastStaff }: OutlierLimits,
): readonly Outlier[] {
  return [...groupByUnit(counts).values()]
    .filter((unit) => unit.length >= leastStaff)
    .flatMap((unit) => {
      const middle = median(unit.map(({ count }) => count));
      const spread = median(unit.map(({ count }) => Math.abs(count - middle)));
      // All alike but one has no spread at all; one more than the others is then no finding.
      const limit = Math.max(least, middle + k * Math.max(1, spread));
      return unit.filter(({ count }) => count >= least && count > limit).map((seen) => ({ seen, middle, limit }));
    });
}

function groupByUnit(counts: readonly StaffCount[]): ReadonlyMap<string, readonly StaffCount[]> {
  const units = new Map<string, StaffCount[]>();
  for (const seen of counts) {
    const unit = `${seen.agency} ${seen.role}`;
    const members = units.get(unit);
    if (members === undefined) units.set(unit, [seen]);
    else members.push(seen);
  }
  return units;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}
