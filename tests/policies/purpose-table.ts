import type { Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';

/** Who may declare a purpose, and what can carry a release under it, beside the open directory and the doors. */
export interface PurposeTerms {
  readonly roles: readonly Role[];
  readonly grounds: readonly string[];
}

const POLICE: readonly Role[] = ['police.patrol-officer', 'police.youth-coordinator', 'police.investigator'];
const SOCIALTJANST: readonly Role[] = [
  'socialtjanst.case-worker',
  'socialtjanst.worker-at-police',
  'socialtjanst.sig-coordinator',
];
const SCHOOL: readonly Role[] = ['school.principal', 'school.mentor', 'school.nurse', 'school.counsellor'];
export const PRACTITIONERS: readonly Role[] = [...POLICE, ...SOCIALTJANST, ...SCHOOL];

export const PURPOSE_TABLE: Readonly<Record<Purpose, PurposeTerms>> = {
  SIG: { roles: PRACTITIONERS, grounds: ['own', 'existence', 'consent', 'decision', 'push', 'feedback'] },
  SSPF: { roles: PRACTITIONERS, grounds: ['own', 'existence', 'consent', 'decision', 'push', 'feedback'] },
  TREFAS: {
    roles: ['police.youth-coordinator', 'police.investigator', ...SOCIALTJANST],
    grounds: ['own', 'existence', 'decision', 'push'],
  },
  CONCERN_REPORT: { roles: PRACTITIONERS, grounds: ['own', 'existence', 'push', 'feedback'] },
  INVESTIGATION: {
    roles: [...POLICE, ...SOCIALTJANST],
    grounds: ['own', 'existence', 'decision', 'push', 'feedback'],
  },
  SERIOUS_TALK: {
    roles: [...POLICE, ...SOCIALTJANST, 'school.principal', 'school.counsellor'],
    grounds: ['own', 'existence', 'consent', 'push'],
  },
  PLACEMENT_RETURN: {
    roles: ['police.youth-coordinator', ...SOCIALTJANST, ...SCHOOL],
    grounds: ['own', 'existence', 'consent', 'decision'],
  },
  EXIT_PROGRAMME: { roles: ['police.youth-coordinator', ...SOCIALTJANST], grounds: ['own', 'existence', 'consent'] },
  MISSING_CHILD: { roles: PRACTITIONERS, grounds: ['own', 'existence', 'decision', 'emergency'] },
  OWN_AGENCY: { roles: PRACTITIONERS, grounds: ['own', 'existence'] },
  STATISTICS: { roles: ['analyst'], grounds: ['aggregate'] },
  OVERSIGHT: { roles: ['data-protection-officer'], grounds: ['metadata'] },
};

/** Rows that may be asked for before a purpose is declared: the own session, and which aggregates there are. */
export const OPEN_WITHOUT_PURPOSE: readonly string[] = ['S03', 'S40'];
