import type { AnomalyRules } from '../../../policies/load-anomaly-rules.ts';
import { findEmergencies } from './find-emergencies.ts';
import { findManyPersons } from './find-many-persons.ts';
import { findOutsideHours } from './find-outside-hours.ts';
import { findProtectedIdentity } from './find-protected-identity.ts';
import { findRefusals } from './find-refusals.ts';
import { findSamePerson } from './find-same-person.ts';
import { findWithoutCase } from './find-without-case.ts';
import type { Finding } from './finding.ts';
import type { RecordCounts } from './read-counts.ts';

/** Puts every rule of the systematic checks to the counts; within a rule the highest count first. Pure. */
export function findAnomalies(counts: RecordCounts, rules: AnomalyRules): readonly Finding[] {
  return [
    findWithoutCase(counts.uses, rules.withoutCase),
    findOutsideHours(counts.outsideHours, rules),
    findManyPersons(counts.persons, rules.manyPersons),
    findSamePerson(counts.crowded, rules.samePerson),
    findProtectedIdentity(counts.protectedPersons, rules.protectedIdentity),
    findRefusals(counts.refusals, rules.refusals),
    findEmergencies(counts.emergencies, rules.emergencies),
  ].flatMap((found) =>
    [...found].sort((left, right) => right.count - left.count || left.subject.localeCompare(right.subject)),
  );
}
