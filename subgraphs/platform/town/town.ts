import type { Agency } from '../../../schema/agency.ts';
import type { SchoolKind, SchoolStage, Townsperson } from './townsperson.ts';

export interface TownOptions {
  /** Any text; the same seed gives the same town. */
  readonly seed: string;
  readonly people: number;
  /** YYYY-MM-DD: ages, terms and clocks are counted from it. */
  readonly today: string;
}

export interface District {
  readonly code: string;
  readonly name: string;
}

export interface School {
  readonly unitCode: string;
  readonly name: string;
  readonly kind: SchoolKind;
  readonly municipality: string;
  readonly inOtherMunicipality: boolean;
  readonly stages: readonly SchoolStage[];
  /** The district it stands in; null when it stands in another municipality. */
  readonly district: string | null;
}

export type Weekday = 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN';

/** A row of the open directory (M04): a function to call, never a person. */
export interface TownFunction {
  readonly agency: Agency;
  readonly function: string;
  readonly unit: string;
  /** Code of the district it answers for; null for the whole town. */
  readonly district: string | null;
  /** Unit code of the school it belongs to. */
  readonly school: string | null;
  readonly weekdays: readonly Weekday[];
  /** Local time HH:MM; 00:00 to 24:00 is round the clock. */
  readonly opens: string;
  readonly closes: string;
  readonly phone: string;
  readonly email: string;
  /** What to call about, in Swedish. */
  readonly about: string;
}

/** Who plays an awkward case, and at which index. */
export const CAST_ROLES = [
  'knownToAll',
  'sameInitialsA',
  'sameInitialsB',
  'spelledDifferently',
  'becamePersonnummer',
  'turns15Soon',
  'turned15',
  'turns18Soon',
  'turned18',
  'turns21Soon',
  'turned21',
  'protectedMarking',
  'protectedPopulationRecord',
  'droppedSuspicion',
  'siblingInReportA',
  'siblingInReportB',
  'freeSchool',
  'otherMunicipality',
  'onlyPolice',
  'onlySocialtjanst',
  'onlySchool',
  'leapDayBirth',
  'placedElsewhere',
  'sigMember',
  'sigWithRefusingGuardian',
  'sigConsentWithdrawn',
  'exitCase',
  'missing',
  'wrongPersonReport',
  'meantInWrongReport',
] as const;

export type CastRole = (typeof CAST_ROLES)[number];

export type Cast = Readonly<Record<CastRole, number>>;

/** An invented town, the same for the same options. Only short lists are kept: persons are made when asked for. */
export interface Town {
  readonly seed: string;
  readonly size: number;
  readonly today: string;
  readonly schools: readonly School[];
  readonly districts: readonly District[];
  readonly functions: readonly TownFunction[];
  /** The index of each awkward case; all exist in a town of at least 36 persons. */
  readonly cast: Cast;
  /** All persons, in the order of their indices, one at a time. */
  people(): Iterable<Townsperson>;
  /** @throws RangeError when there is no such person */
  person(index: number): Townsperson;
  /** The number alone, without making the person. @throws RangeError when there is no such person */
  identity(index: number): Pick<Townsperson, 'index' | 'number'>;
}
