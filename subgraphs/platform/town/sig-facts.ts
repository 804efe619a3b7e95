import type { Agency } from '../../../schema/agency.ts';
import type { Purpose } from '../../../schema/purpose.ts';
import type { Role } from '../../../schema/role.ts';

export type ConsentStatus = 'IN_FORCE' | 'WITHDRAWN' | 'EXPIRED' | 'REFUSED';

/** M38 (social insatsgrupp). */
export interface SigMembership {
  readonly caseNumber: string;
  readonly from: string;
  readonly to: string | null;
  readonly endReason: 'GOAL_MET' | 'CONSENT_WITHDRAWN' | 'MOVED' | 'AGED_OUT' | 'COMPULSORY_CARE' | null;
  readonly consentStatus: ConsentStatus;
}

export interface SigGoal {
  readonly text: string;
  readonly dueAt: string;
}

/** Who answers for a commitment: an agency's function, the young person or a guardian. */
export interface SigOwner {
  readonly agency: Agency | null;
  readonly role: Role | null;
  readonly title: string;
}

export interface SigCommitment {
  readonly owner: SigOwner;
  readonly text: string;
  readonly dueAt: string;
  /** Null while it is not due. */
  readonly kept: boolean | null;
}

/** M39. */
export interface SigPlan {
  readonly goals: readonly SigGoal[];
  readonly commitments: readonly SigCommitment[];
}

/** M40. */
export interface SigParticipant {
  readonly agency: Agency;
  readonly role: Role;
  /** A subject of schema/demo-staff.ts, when one of them sits in the group. */
  readonly staffSubject: string | null;
  readonly function: string;
}

/** M41: `notes` are the raw notes of the personakt, `agreedMinutes` what the group has agreed on. */
export interface SigMeeting {
  readonly date: string;
  readonly notes: string;
  readonly agreedMinutes: string;
}

/** M42: at the start and after 3, 6 and 12 months, as far as the group has come. */
export interface SigIndicator {
  readonly month: 0 | 3 | 6 | 12;
  readonly attendancePercent: number;
  readonly newSuspicions: number;
  readonly newReports: number;
  readonly commitmentsKeptPercent: number;
}

/** M43 (samtycke): lifts secrecy for the person it protects (OSL 10:1, 12:2), never the rest. */
export interface ConsentEntry {
  readonly caseNumber: string;
  readonly recipients: readonly Role[];
  readonly holders: readonly Agency[];
  /** Rows of the access matrix, such as M46. */
  readonly fieldGroups: readonly string[];
  readonly purpose: Purpose;
  readonly from: string;
  readonly to: string;
  readonly form: 'WRITTEN' | 'ORAL_DOCUMENTED' | 'WRITTEN_WITH_INTERPRETER';
  /** Subjects of schema/demo-staff.ts whom it names, beside the roles. */
  readonly participants: readonly string[];
  /** Whether one guardian has custody or two (ensam eller gemensam vårdnad, FB 6 kap.). */
  readonly custody: 'SOLE' | 'JOINT';
  /** Who was asked and what each said; whether that makes a consent is for the register to tell. */
  readonly givers: readonly ConsentGiver[];
  readonly withdrawnAt: string | null;
}

export interface ConsentGiver {
  readonly who: 'YOUNG_PERSON' | 'CUSTODIAN' | 'OTHER_CUSTODIAN';
  readonly said: 'YES' | 'NO';
}

/** All that belongs to the social insatsgrupp; empty for who has never been in one. */
export interface SigFacts {
  readonly membership: SigMembership | null;
  readonly plan: SigPlan | null;
  readonly participants: readonly SigParticipant[];
  readonly meetings: readonly SigMeeting[];
  readonly indicators: readonly SigIndicator[];
  readonly consents: readonly ConsentEntry[];
}
