import type { Agency } from '../../../schema/agency.ts';
import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import type { Purpose } from '../../../schema/purpose.ts';
import type { Role } from '../../../schema/role.ts';
import { birthday, isoDate, yearOf, type Day } from './calendar.ts';
import type { Draw } from './draw.ts';
import type { Person } from './person.ts';
import { SERIALS_A_PERSON } from './reports.ts';
import type { ConsentEntry, ConsentGiver, SigMembership, SigParticipant } from './sig-facts.ts';
import type { World } from './world.ts';

/** Who sits in a social insatsgrupp, and so receives by its consent. */
export const SIG_ROLES: readonly Role[] = [
  'socialtjanst.sig-coordinator',
  'socialtjanst.case-worker',
  'police.youth-coordinator',
  'school.principal',
  'school.mentor',
  'school.counsellor',
  'school.nurse',
];

const SIG_ROWS: Readonly<Record<Agency, readonly string[]>> = {
  police: ['M05', 'M06', 'M07', 'M08', 'M15', 'M16', 'M17'],
  socialtjanst: ['M20', 'M26', 'M28', 'M30', 'M32', 'M33', 'M34', 'M35', 'M38', 'M39', 'M40', 'M41', 'M42'],
  school: ['M44', 'M45', 'M46', 'M47', 'M48', 'M50', 'M51', 'M52', 'M53'],
};

interface SigCourse {
  readonly membership: SigMembership;
  readonly participants: readonly SigParticipant[];
  readonly from: Day;
  readonly draw: Draw;
}

/** The consent behind a social insatsgrupp, in the state that the membership tells. */
export function sigConsent(world: World, person: Person, by: SigCourse): ConsentEntry {
  const { caseNumber, consentStatus, to } = by.membership;
  const holders: readonly Agency[] =
    person.place === null ? ['police', 'socialtjanst'] : ['police', 'socialtjanst', 'school'];
  return {
    caseNumber,
    recipients: SIG_ROLES,
    holders,
    fieldGroups: holders.flatMap((holder) => SIG_ROWS[holder]),
    purpose: 'SIG',
    from: isoDate(by.from),
    to: consentStatus === 'IN_FORCE' ? isoDate(world.today + by.draw.between(60, 200)) : (to ?? isoDate(world.today)),
    form: by.draw.weighted([
      ['WRITTEN', 7],
      ['ORAL_DOCUMENTED', 2],
      ['WRITTEN_WITH_INTERPRETER', 2],
    ] as const),
    participants: by.participants.flatMap(({ staffSubject }) => staffSubject ?? []),
    withdrawnAt: consentStatus === 'WITHDRAWN' ? to : null,
    ...answersOf(person, by.from, consentStatus === 'REFUSED'),
  };
}

interface OtherConsent {
  readonly purpose: Purpose;
  readonly holders: readonly Agency[];
  readonly rows: readonly string[];
  readonly recipients: readonly Role[];
  /** Whether it names the demo staff of those roles, as an exit case must (matrix row M18). */
  readonly namesOfficials: boolean;
}

const EXIT: OtherConsent = {
  purpose: 'EXIT_PROGRAMME',
  holders: ['police'],
  rows: ['M18'],
  recipients: ['socialtjanst.case-worker', 'socialtjanst.worker-at-police', 'socialtjanst.sig-coordinator'],
  namesOfficials: true,
};

const RETURN: OtherConsent = {
  purpose: 'PLACEMENT_RETURN',
  holders: ['socialtjanst'],
  rows: ['M28', 'M30', 'M32'],
  recipients: ['school.principal', 'school.counsellor', 'school.mentor', 'police.youth-coordinator'],
  namesOfficials: false,
};

const TALK: OtherConsent = {
  purpose: 'SERIOUS_TALK',
  holders: ['police'],
  rows: ['M17'],
  recipients: ['school.principal', 'school.counsellor'],
  namesOfficials: false,
};

/** Consents outside the social insatsgrupp: for an exit case, a return from a placement, a joint talk. */
export function otherConsents(world: World, person: Person): readonly ConsentEntry[] {
  const { exit, placement, burden } = person.traits;
  const draw = world.draw('consents', person.index);
  const kinds = [
    ...(exit ? [EXIT] : []),
    ...(placement === null ? [] : [RETURN]),
    ...(burden === 'RICH' ? [TALK] : []),
  ];
  return kinds.map(({ rows, namesOfficials, ...kind }, at) => {
    const from = world.today - draw.between(5, 60);
    return {
      ...kind,
      caseNumber: `SN ${yearOf(from)}/${person.index * SERIALS_A_PERSON + 34 + at}`,
      fieldGroups: rows,
      from: isoDate(from),
      to: isoDate(world.today + draw.between(40, 180)),
      form: 'WRITTEN',
      participants: namesOfficials ? officialsOf(kind.recipients) : [],
      withdrawnAt: null,
      ...answersOf(person, from, false),
    };
  });
}

function officialsOf(roles: readonly Role[]): readonly string[] {
  return DEMO_STAFF.filter(({ role }) => roles.includes(role)).map(({ subject }) => subject);
}

/** The custodians under 18, and the young person from 15 (OSL 12:3); a refusal is the last custodian's. */
function answersOf(
  { age, birth, household }: Person,
  from: Day,
  isRefused: boolean,
): Pick<ConsentEntry, 'custody' | 'givers'> {
  const custodians = household.guardians.filter(({ isCustodian }) => isCustodian);
  const custody = custodians.length > 1 ? 'JOINT' : 'SOLE';
  const young: readonly ConsentGiver[] = age >= 15 ? [{ who: 'YOUNG_PERSON', said: 'YES' }] : [];
  if (birthday(birth.day, 18) <= from && !isRefused) return { custody, givers: young };
  const asked = custody === 'JOINT' ? (['CUSTODIAN', 'OTHER_CUSTODIAN'] as const) : (['CUSTODIAN'] as const);
  const answers = asked.map((who, at): ConsentGiver => ({
    who,
    said: isRefused && at === asked.length - 1 ? 'NO' : 'YES',
  }));
  return { custody, givers: [...young, ...answers] };
}
