import type { Agency } from './agency.ts';

/** The twelve roles of the access matrix, in its column order. A role belongs to one agency and never grows by where its holder sits. */
export const ROLES = [
  'police.patrol-officer',
  'police.youth-coordinator',
  'police.investigator',
  'socialtjanst.case-worker',
  'socialtjanst.worker-at-police',
  'socialtjanst.sig-coordinator',
  'school.principal',
  'school.mentor',
  'school.nurse',
  'school.counsellor',
  'analyst',
  'data-protection-officer',
] as const;

export type Role = (typeof ROLES)[number];

/** Swedish titles, for people. */
export const ROLE_TITLES: Readonly<Record<Role, string>> = {
  'police.patrol-officer': 'Polis i yttre tjänst',
  'police.youth-coordinator': 'Ungdomssamordnare, polisen',
  'police.investigator': 'Utredare, polisen',
  'socialtjanst.case-worker': 'Socialsekreterare',
  'socialtjanst.worker-at-police': 'Socialsekreterare placerad hos polisen',
  'socialtjanst.sig-coordinator': 'SIG-samordnare',
  'school.principal': 'Rektor',
  'school.mentor': 'Mentor',
  'school.nurse': 'Skolsköterska',
  'school.counsellor': 'Kurator',
  analyst: 'Analytiker',
  'data-protection-officer': 'Dataskyddsombud',
};

const HOME_AGENCY: Readonly<Record<Role, Agency | null>> = {
  'police.patrol-officer': 'police',
  'police.youth-coordinator': 'police',
  'police.investigator': 'police',
  'socialtjanst.case-worker': 'socialtjanst',
  'socialtjanst.worker-at-police': 'socialtjanst',
  'socialtjanst.sig-coordinator': 'socialtjanst',
  'school.principal': 'school',
  'school.mentor': 'school',
  'school.nurse': 'school',
  'school.counsellor': 'school',
  analyst: null,
  'data-protection-officer': null,
};

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** The agency whose secrecy the role works under; null for the two roles that may serve any agency. */
export function homeAgency(role: Role): Agency | null {
  return HOME_AGENCY[role];
}
