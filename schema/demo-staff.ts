import type { Agency } from './agency.ts';
import { homeAgency, ROLES, type Role } from './role.ts';

/** An invented person of staff, for development: signs in at the development identity provider and holds cases in the synthetic town. */
export interface DemoStaff {
  /** What one types to sign in. */
  readonly username: string;
  /** The pseudonymous subject in the token and in the agencies' case assignments. */
  readonly subject: string;
  readonly role: Role;
  /** The employer, and for the two agency-less roles the body they serve. */
  readonly agency: Agency;
  /** Where the person sits, when that is elsewhere; it gives no rights. */
  readonly workplace: Agency;
  /** Whether the town assigns cases to this person. */
  readonly hasAssignments: boolean;
}

const USERNAMES: Readonly<Record<Role, string>> = {
  'police.patrol-officer': 'patrol',
  'police.youth-coordinator': 'youth',
  'police.investigator': 'investigator',
  'socialtjanst.case-worker': 'caseworker',
  'socialtjanst.worker-at-police': 'colocated',
  'socialtjanst.sig-coordinator': 'sig',
  'school.principal': 'principal',
  'school.mentor': 'mentor',
  'school.nurse': 'nurse',
  'school.counsellor': 'counsellor',
  analyst: 'analyst',
  'data-protection-officer': 'dpo',
};

const WITHOUT_ASSIGNMENTS: readonly Role[] = ['police.patrol-officer', 'analyst', 'data-protection-officer'];

/** One a role, in the order of the access matrix. */
export const DEMO_STAFF: readonly DemoStaff[] = ROLES.map((role) => {
  const agency = homeAgency(role) ?? 'socialtjanst';
  return {
    username: USERNAMES[role],
    subject: `staff-${USERNAMES[role]}`,
    role,
    agency,
    workplace: role === 'socialtjanst.worker-at-police' ? 'police' : agency,
    hasAssignments: !WITHOUT_ASSIGNMENTS.includes(role),
  };
});
