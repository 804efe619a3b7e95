import type { Agency } from '../../../schema/agency.ts';
import type { WantedBirth } from './number-plan.ts';
import { CAST_ROLES, type Cast, type CastRole } from './town.ts';
import type { ProtectedMarking, Sex } from './townsperson.ts';

/** How much the agencies know of somebody; RICH has something in every row of the access matrix. */
export type Burden = 'NONE' | 'LIGHT' | 'MEDIUM' | 'HEAVY' | 'RICH';

export type SigCourse = 'ACTIVE' | 'ENDED' | 'WITHDRAWN' | 'REFUSED';

/** What is fixed for an awkward case; the rest is drawn like for anybody else. */
export interface CastSpec extends WantedBirth {
  readonly burden: Burden;
  readonly givenName?: string;
  readonly familyName?: string;
  /** Index of the oldest in the same household. */
  readonly family?: number;
  readonly only?: Agency;
  readonly sig?: SigCourse;
  readonly placement?: 'NOW' | 'RETURNED';
  readonly exit?: true;
  readonly missing?: 'NOW' | 'ENDED';
  readonly marking?: ProtectedMarking;
  readonly school?: 'DEMO' | 'FREE' | 'OTHER_MUNICIPALITY' | 'NONE';
  readonly refusingGuardian?: true;
  readonly respelledAt?: Agency;
  readonly dropsSuspicions?: true;
  /** A report about this index was put on this person. */
  readonly reportMeantFor?: number;
}

const at = (role: CastRole): number => CAST_ROLES.indexOf(role);
const born = (sex: Sex, turns: number, inDays: number): WantedBirth => ({ sex, turns, inDays });

const SPECS: Readonly<Record<CastRole, CastSpec>> = {
  knownToAll: { ...born('MALE', 16, -120), burden: 'RICH', sig: 'ACTIVE', school: 'DEMO' },
  sameInitialsA: { ...born('MALE', 15, -60), burden: 'MEDIUM', givenName: 'Elias', familyName: 'Sandberg' },
  sameInitialsB: { ...born('MALE', 15, -200), burden: 'MEDIUM', givenName: 'Emil', familyName: 'Sundin' },
  spelledDifferently: { ...born('FEMALE', 17, -90), burden: 'MEDIUM', familyName: 'Lindqvist', respelledAt: 'police' },
  becamePersonnummer: { ...born('MALE', 15, -150), burden: 'MEDIUM', special: 'HAD_FORMER_NUMBER' },
  turns15Soon: { ...born('MALE', 15, 9), burden: 'HEAVY' },
  turned15: { ...born('FEMALE', 15, -6), burden: 'HEAVY' },
  turns18Soon: { ...born('FEMALE', 18, 9), burden: 'HEAVY' },
  turned18: { ...born('MALE', 18, -6), burden: 'HEAVY' },
  turns21Soon: { ...born('MALE', 21, 9), burden: 'HEAVY', sig: 'ACTIVE' },
  turned21: { ...born('FEMALE', 21, -6), burden: 'HEAVY', sig: 'ENDED' },
  protectedMarking: { ...born('FEMALE', 16, -40), burden: 'MEDIUM', marking: 'SEKRETESSMARKERING' },
  protectedPopulationRecord: { ...born('FEMALE', 14, -75), burden: 'MEDIUM', marking: 'SKYDDAD_FOLKBOKFORING' },
  droppedSuspicion: { ...born('MALE', 17, -33), burden: 'HEAVY', dropsSuspicions: true },
  siblingInReportA: { ...born('FEMALE', 16, -300), burden: 'LIGHT' },
  siblingInReportB: { ...born('MALE', 14, -20), burden: 'LIGHT', family: at('siblingInReportA') },
  freeSchool: { ...born('FEMALE', 15, -250), burden: 'LIGHT', school: 'FREE' },
  otherMunicipality: { ...born('MALE', 14, -110), burden: 'LIGHT', school: 'OTHER_MUNICIPALITY' },
  onlyPolice: { ...born('MALE', 20, -80), burden: 'MEDIUM', only: 'police', school: 'NONE' },
  onlySocialtjanst: { ...born('FEMALE', 19, -140), burden: 'MEDIUM', only: 'socialtjanst', school: 'NONE' },
  onlySchool: { ...born('FEMALE', 14, -190), burden: 'NONE', only: 'school' },
  leapDayBirth: { ...born('FEMALE', 14, 0), burden: 'LIGHT', special: 'LEAP_DAY' },
  placedElsewhere: { ...born('MALE', 16, -210), burden: 'HEAVY', placement: 'NOW' },
  sigMember: { ...born('MALE', 17, -130), burden: 'HEAVY', sig: 'ACTIVE' },
  sigWithRefusingGuardian: { ...born('MALE', 16, -15), burden: 'HEAVY', sig: 'REFUSED', refusingGuardian: true },
  sigConsentWithdrawn: { ...born('FEMALE', 17, -220), burden: 'HEAVY', sig: 'WITHDRAWN' },
  exitCase: { ...born('MALE', 19, -30), burden: 'HEAVY', exit: true },
  missing: { ...born('FEMALE', 15, -100), burden: 'HEAVY', missing: 'NOW' },
  wrongPersonReport: {
    ...born('FEMALE', 15, -310),
    burden: 'NONE',
    givenName: 'Nora',
    familyName: 'Lindgren',
    reportMeantFor: at('meantInWrongReport'),
  },
  meantInWrongReport: { ...born('FEMALE', 15, -340), burden: 'LIGHT', givenName: 'Nora', familyName: 'Lindgren' },
};

// After the named cases, so that even a small town has some in every row.
const FILLERS: readonly CastSpec[] = [
  { ...born('FEMALE', 16, -170), burden: 'RICH', sig: 'ACTIVE', school: 'DEMO' },
  { ...born('MALE', 15, -280), burden: 'RICH', sig: 'ENDED' },
  { ...born('MALE', 17, -50), burden: 'RICH', sig: 'ACTIVE' },
  { ...born('FEMALE', 13, -65), burden: 'HEAVY', placement: 'NOW', missing: 'ENDED' },
  { ...born('MALE', 13, -320), burden: 'MEDIUM', placement: 'RETURNED', family: at('knownToAll') },
  { ...born('FEMALE', 18, -160), burden: 'HEAVY', exit: true },
];

/** The first persons of every town, by index: whole blocks, so that the households after them begin at a block. */
export const CAST_SPECS: readonly CastSpec[] = [...CAST_ROLES.map((role) => SPECS[role]), ...FILLERS];

export const CAST: Cast = Object.fromEntries(CAST_ROLES.map((role, index) => [role, index])) as Cast;
