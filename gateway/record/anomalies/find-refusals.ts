import type { AnomalyRules } from '../../../policies/load-anomaly-rules.ts';
import { ofStaff, type Finding, type StaffCount } from './finding.ts';

/** Requests of a member of staff that were refused whole, by code. */
export interface RefusalCount extends StaffCount {
  readonly code: string;
}

/** Whose requests are refused again and again. Pure. */
export function findRefusals(
  refusals: readonly RefusalCount[],
  { leastCount }: AnomalyRules['refusals'],
): readonly Finding[] {
  return refusals
    .filter(({ count }) => count >= leastCount)
    .map((seen) => {
      const why = `${seen.count} requests refused with ${seen.code}`;
      return { rule: 'refusals', ...ofStaff(seen), count: seen.count, why };
    });
}
