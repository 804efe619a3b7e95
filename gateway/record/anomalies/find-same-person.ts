import type { AnomalyRules } from '../../../policies/load-anomaly-rules.ts';
import type { Finding } from './finding.ts';

/** A person, and how many members of staff have looked the person up. */
export interface PersonCount {
  readonly personRef: string;
  readonly staff: number;
  readonly from: string;
  readonly to: string;
}

/** Persons whom many have looked up. Pure. */
export function findSamePerson(
  persons: readonly PersonCount[],
  { leastStaff }: AnomalyRules['samePerson'],
): readonly Finding[] {
  return persons
    .filter(({ staff }) => staff >= leastStaff)
    .map(({ personRef, staff, from, to }) => {
      const why = `looked up by ${staff} members of staff`;
      return { rule: 'same-person', subject: personRef, role: null, count: staff, from, to, why };
    });
}
