import type { AnomalyRules } from '../../../policies/load-anomaly-rules.ts';
import { ofStaff, type Finding, type StaffCount } from './finding.ts';

/** Who has looked up persons with a protected identity. Pure. */
export function findProtectedIdentity(
  persons: readonly StaffCount[],
  { leastPersons }: AnomalyRules['protectedIdentity'],
): readonly Finding[] {
  return persons
    .filter(({ count }) => count >= leastPersons)
    .map((seen) => {
      const why = `${seen.count} ${seen.count === 1 ? 'person' : 'persons'} with a protected identity looked up`;
      return { rule: 'protected-identity', ...ofStaff(seen), count: seen.count, why };
    });
}
