import type { AnomalyRules } from '../../../policies/load-anomaly-rules.ts';
import { ofStaff, type Finding, type StaffCount } from './finding.ts';

/** Who has been given something in an emergency, and in how many. Pure. */
export function findEmergencies(
  emergencies: readonly StaffCount[],
  { leastCount }: AnomalyRules['emergencies'],
): readonly Finding[] {
  return emergencies
    .filter(({ count }) => count >= leastCount)
    .map((seen) => {
      const why = `${seen.count} ${seen.count === 1 ? 'emergency' : 'emergencies'} in which something was released`;
      return { rule: 'emergencies', ...ofStaff(seen), count: seen.count, why };
    });
}
