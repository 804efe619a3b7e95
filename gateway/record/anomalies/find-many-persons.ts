import type { AnomalyRules } from '../../../policies/load-anomaly-rules.ts';
import { findOutliers } from './find-outliers.ts';
import { ofStaff, type Finding, type StaffCount } from './finding.ts';

/** Who has looked up far more persons than the own role at the own agency. Pure. */
export function findManyPersons(
  persons: readonly StaffCount[],
  { k, leastPersons, leastStaff }: AnomalyRules['manyPersons'],
): readonly Finding[] {
  return findOutliers(persons, { k, least: leastPersons, leastStaff }).map(({ seen, middle, limit }) => {
    const why = `${seen.count} persons; the median of the role at ${seen.agency} is ${middle} (limit ${limit})`;
    return { rule: 'many-persons', ...ofStaff(seen), count: seen.count, why };
  });
}
