import type { Agency } from '../../../schema/agency.ts';
import type { PoliceFacts } from './police-facts.ts';
import type { SchoolFacts } from './school-facts.ts';
import type { SocialFacts } from './social-facts.ts';

export type Sex = 'FEMALE' | 'MALE';

/** Sekretessmarkering (OSL 22:1, folkbokföringslagen) or skyddad folkbokföring (OSL 22:2). */
export type ProtectedMarking = 'SEKRETESSMARKERING' | 'SKYDDAD_FOLKBOKFORING';

/** An invented address: Swedish postal codes never begin with 0. */
export interface Address {
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly municipality: string;
}

export type GuardianRelation = 'MOTHER' | 'FATHER' | 'APPOINTED_GUARDIAN' | 'FOSTER_PARENT';

export interface Guardian {
  readonly name: string;
  /** From the series that PTS keeps for fiction. */
  readonly phone: string;
  readonly relation: GuardianRelation;
  /** Whether the person has custody (vårdnadshavare). */
  readonly isCustodian: boolean;
  /** Whether the person has said no to the agencies' sharing. */
  readonly refusesConsent: boolean;
}

/** The name as another agency happens to spell it. */
export interface SpellingElsewhere {
  readonly agency: Agency;
  readonly givenName: string;
  readonly familyName: string;
}

export type SchoolKind = 'MUNICIPAL' | 'FREE';

export type SchoolStage = 'F_6' | '7_9' | 'GYMNASIUM';

/** The place at school that a person has today. */
export interface SchoolPlace {
  /** Eight digits in the town's own series, 00000001 and up. */
  readonly unitCode: string;
  readonly name: string;
  readonly kind: SchoolKind;
  readonly municipality: string;
  readonly inOtherMunicipality: boolean;
  readonly stage: SchoolStage;
  /** Årskurs: F, 1 to 9, or GY1 to GY3. */
  readonly grade: string;
  readonly className: string;
}

/** Why staff may open this person: a case, a seat in the social insatsgrupp (SIG), or being named in an exit case. */
export type AssignmentKind = 'case' | 'sig-participant' | 'named-person';

export interface Assignment {
  readonly agency: Agency;
  /** A subject of schema/demo-staff.ts. */
  readonly staffSubject: string;
  readonly caseNumber: string;
  readonly kind: AssignmentKind;
  readonly from: string;
  readonly to: string | null;
}

/** A function to call about the person; never the name of an official. */
export interface FunctionContact {
  readonly function: string;
  readonly unit: string;
  readonly phone: string;
  readonly email: string;
}

/**
 * One invented person with what each agency knows. Dates are YYYY-MM-DD, times ISO 8601 in UTC.
 * An agency's process reads the common part and its own facts, and stores nothing else.
 */
export interface Townsperson {
  readonly index: number;
  /** Twelve digits from Skatteverket's published test numbers; null when the series has run out. */
  readonly number: string | null;
  /** The published test samordningsnummer that the person had before the personnummer. */
  readonly formerNumber: string | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly spellingElsewhere: SpellingElsewhere | null;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly address: Address;
  /** Code of a district of the town; null for who lives in another municipality. */
  readonly district: string | null;
  readonly guardians: readonly Guardian[];
  /** Indices of the siblings in the household. */
  readonly siblings: readonly number[];
  readonly protectedMarking: ProtectedMarking | null;
  readonly schoolPlace: SchoolPlace | null;
  readonly knownTo: Readonly<Record<Agency, boolean>>;
  readonly assignments: readonly Assignment[];
  readonly police: PoliceFacts | null;
  readonly socialtjanst: SocialFacts | null;
  readonly school: SchoolFacts | null;
}
