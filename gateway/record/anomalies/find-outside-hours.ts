import type { AnomalyRules } from '../../../policies/load-anomaly-rules.ts';
import { ofStaff, type Finding, type StaffCount } from './finding.ts';
import { findOutliers } from './find-outliers.ts';

/** Who looks up outside office hours; where work goes round the clock, who does so far more than the role's others. Pure. */
export function findOutsideHours(
  outside: readonly StaffCount[],
  { outsideHours, manyPersons }: Pick<AnomalyRules, 'outsideHours' | 'manyPersons'>,
): readonly Finding[] {
  const { roundTheClock, leastCount, opensAt, closesAt } = outsideHours;
  const isRoundTheClock = ({ role }: StaffCount): boolean => (roundTheClock as readonly string[]).includes(role);
  const byDay = outside.filter((seen) => !isRoundTheClock(seen) && seen.count >= leastCount);
  const byNight = findOutliers(outside.filter(isRoundTheClock), { ...manyPersons, least: manyPersons.leastPersons });
  return [
    ...byDay.map((seen) => {
      const why = `${seen.count} requests before ${opensAt}, after ${closesAt}, on a weekend or a public holiday`;
      return { rule: 'outside-hours' as const, ...ofStaff(seen), count: seen.count, why };
    }),
    ...byNight.map(({ seen, middle, limit }) => {
      const why = `${seen.count} requests outside hours; the role works round the clock, with a median of ${middle} (limit ${limit})`;
      return { rule: 'outside-hours' as const, ...ofStaff(seen), count: seen.count, why };
    }),
  ];
}
