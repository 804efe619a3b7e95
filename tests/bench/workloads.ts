import type { Role } from '../../schema/role.ts';
import type { Purpose } from '../../schema/purpose.ts';

/** What is asked in a measurement: by whom, why, and of how many persons. */
export interface Workload {
  readonly name: string;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly query: string;
  readonly persons: 'one' | 'hundred';
  /** Requests a round and contender. */
  readonly requests: number;
}

export const WORKLOADS: readonly Workload[] = [
  {
    name: 'one person, three agencies, on own, consent and both',
    role: 'socialtjanst.sig-coordinator',
    purpose: 'SIG',
    persons: 'one',
    requests: 120,
    query: `query ($refs: [ID!]!) { individuals(refs: $refs) { ref
      police { isKnown caseContact { function } incidents { date type area } }
      socialtjanst { measures { type from to } compulsoryCareDecisions { provision decidedAt } }
      school { enrolment { school grade } grades { subject grade } } } }`,
  },
  {
    name: 'a hundred persons, one agency, on own',
    role: 'police.investigator',
    purpose: 'OWN_AGENCY',
    persons: 'hundred',
    requests: 24,
    query: `query ($refs: [ID!]!) { individuals(refs: $refs) { ref
      police { isKnown caseContact { function } incidents { date type area } victimStatuses { date } } } }`,
  },
];
