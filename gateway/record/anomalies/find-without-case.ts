import type { AnomalyRules } from '../../../policies/load-anomaly-rules.ts';
import { ofStaff, type Finding, type StaffCount } from './finding.ts';

/** What a member of staff asked for one purpose: `count` requests, of which so many without a case number. */
export interface PurposeUse extends StaffCount {
  readonly purpose: string;
  readonly withoutCase: number;
}

/** Who asks without a case number where the own role normally gives one. Pure. */
export function findWithoutCase(
  uses: readonly PurposeUse[],
  { normalShare, leastRequests, leastCount }: AnomalyRules['withoutCase'],
): readonly Finding[] {
  return uses
    .filter(({ withoutCase }) => withoutCase >= leastCount)
    .flatMap((use) => {
      const alike = uses.filter(({ role, purpose }) => role === use.role && purpose === use.purpose);
      const others = alike.filter(({ staffSubject }) => staffSubject !== use.staffSubject);
      const requests = sum(others.map(({ count }) => count));
      const withCase = requests - sum(others.map(({ withoutCase }) => withoutCase));
      if (requests < leastRequests || withCase / requests < normalShare) return [];
      const percent = Math.round((100 * withCase) / requests);
      const why = `${use.withoutCase} of ${use.count} requests for ${use.purpose} without a case; the role's others give one in ${percent} %`;
      return [{ rule: 'without-case' as const, ...ofStaff(use), count: use.withoutCase, why }];
    });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
