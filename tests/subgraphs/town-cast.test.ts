import { describe, expect, it } from 'vitest';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { ageAt, birthday, parseDay } from '../../subgraphs/platform/town/calendar.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import { CAST_ROLES, type CastRole } from '../../subgraphs/platform/town/town.ts';
import type { Townsperson } from '../../subgraphs/platform/town/townsperson.ts';

const TODAY = '2026-11-23';
const small = createTown({ seed: 'test', people: 200, today: TODAY });

const played = (role: CastRole): Townsperson => small.person(small.cast[role]);
const age = (person: Townsperson): number => ageAt(parseDay(person.birthDate), parseDay(TODAY));
const daysToBirthday = (person: Townsperson, turns: number): number =>
  birthday(parseDay(person.birthDate), turns) - parseDay(TODAY);

describe('the cast', () => {
  it('stands first, each at an own place', () => {
    expect(new Set(Object.values(small.cast)).size).toBe(CAST_ROLES.length);
    for (const role of CAST_ROLES) expect(small.cast[role]).toBeLessThan(36);
    for (const role of CAST_ROLES) expect(played(role).number).not.toBeNull();
  });

  it('has the birthdays around today', () => {
    for (const [role, turns] of [
      ['turns15Soon', 15],
      ['turns18Soon', 18],
      ['turns21Soon', 21],
    ] as const) {
      expect([role, age(played(role))]).toEqual([role, turns - 1]);
      expect(daysToBirthday(played(role), turns)).toBeLessThan(20);
    }
    for (const [role, turned] of [
      ['turned15', 15],
      ['turned18', 18],
      ['turned21', 21],
    ] as const) {
      expect([role, age(played(role))]).toEqual([role, turned]);
      expect(daysToBirthday(played(role), turned)).toBeGreaterThan(-20);
    }
    expect(played('leapDayBirth').birthDate).toMatch(/-02-29$/);
  });

  it('has those who are easily mistaken', () => {
    const initials = ({ givenName, familyName }: Townsperson): string => `${givenName[0]}${familyName[0]}`;
    expect(initials(played('sameInitialsA'))).toBe(initials(played('sameInitialsB')));
    const spelled = played('spelledDifferently');
    expect(spelled.spellingElsewhere?.familyName).not.toBe(spelled.familyName);
    const became = played('becamePersonnummer');
    expect(PersonalIdentityNumber.parse(became.formerNumber ?? '', new Date(TODAY)).kind).toBe('samordningsnummer');
    const wrong = played('wrongPersonReport').socialtjanst?.concernReports.find(
      ({ meantForIndex }) => meantForIndex !== null,
    );
    expect(wrong?.meantForIndex).toBe(small.cast.meantInWrongReport);
    expect(played('wrongPersonReport').familyName).toBe(played('meantInWrongReport').familyName);
  });

  it('has those whom one agency alone knows', () => {
    expect(played('onlyPolice').knownTo).toEqual({ police: true, socialtjanst: false, school: false });
    expect(played('onlySocialtjanst').knownTo).toEqual({ police: false, socialtjanst: true, school: false });
    expect(played('onlySchool').knownTo).toEqual({ police: false, socialtjanst: false, school: true });
    expect(played('knownToAll').knownTo).toEqual({ police: true, socialtjanst: true, school: true });
  });

  it('has the markings, the schools and the courses', () => {
    expect(played('protectedMarking').protectedMarking).toBe('SEKRETESSMARKERING');
    expect(played('protectedPopulationRecord').protectedMarking).toBe('SKYDDAD_FOLKBOKFORING');
    expect(played('freeSchool').schoolPlace?.kind).toBe('FREE');
    expect(played('otherMunicipality').schoolPlace?.inOtherMunicipality).toBe(true);
    expect(played('placedElsewhere').socialtjanst?.placements[0]?.to).toBeNull();
    expect(played('exitCase').police?.exitCase).not.toBeNull();
    expect(played('missing').police?.missingOrWanted[0]?.endedAt).toBeNull();
    expect(played('siblingInReportA').siblings).toEqual([small.cast.siblingInReportB]);
    const status = (role: CastRole) => played(role).socialtjanst?.sig.membership?.consentStatus;
    expect(status('sigMember')).toBe('IN_FORCE');
    expect(status('sigWithRefusingGuardian')).toBe('REFUSED');
    expect(status('sigConsentWithdrawn')).toBe('WITHDRAWN');
    expect(played('sigWithRefusingGuardian').guardians.some(({ refusesConsent }) => refusesConsent)).toBe(true);
  });

  it.each(['test', 'samsyn', 'a third', 'b', 'c'])(
    'has a dropped suspicion and siblings in one report (seed "%s")',
    (seed) => {
      const town = createTown({ seed, people: 200, today: TODAY });
      const dropped = town.person(town.cast.droppedSuspicion).police?.suspicions ?? [];
      expect(dropped.length).toBeGreaterThan(0);
      for (const { status, droppedAt } of dropped) expect([status, droppedAt === null]).toEqual(['DROPPED', false]);
      const reports = town.person(town.cast.siblingInReportA).socialtjanst?.concernReports ?? [];
      expect(reports.some(({ siblings }) => siblings.includes(town.cast.siblingInReportB))).toBe(true);
      expect(town.person(town.cast.onlyPolice).police).not.toBeNull();
      expect(town.person(town.cast.onlySocialtjanst).socialtjanst).not.toBeNull();
    },
  );

  it('gives the person who is known to all to the demo staff', () => {
    const subjects = new Set(played('knownToAll').assignments.map(({ staffSubject }) => staffSubject));
    for (const { subject, hasAssignments } of DEMO_STAFF) if (hasAssignments) expect([...subjects]).toContain(subject);
    const reported = played('knownToAll').socialtjanst?.concernReports.map(({ reporter }) => reporter.staffSubject);
    expect(new Set(reported).size).toBeGreaterThan(2);
  });
});
