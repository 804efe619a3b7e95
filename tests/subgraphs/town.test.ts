import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { containsPersonalIdentityNumber, PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { isCaseNumber } from '../../schema/purpose.ts';
import { ageAt, birthday, isoDate, parseDay } from '../../subgraphs/platform/town/calendar.ts';
import { canaries } from '../../subgraphs/platform/town/canaries.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import { isReservedTestNumber } from '../../subgraphs/platform/town/reserved-numbers.ts';
import { CAST_ROLES, type CastRole, type Town } from '../../subgraphs/platform/town/town.ts';
import type { Townsperson } from '../../subgraphs/platform/town/townsperson.ts';

const TODAY = '2026-11-23';
const PUBLISHED_LIST = new URL('../../../shared/data/test-personal-identity-numbers.txt', import.meta.url);

const small = createTown({ seed: 'test', people: 200, today: TODAY });
const large = createTown({ seed: 'test', people: 2_000, today: TODAY });
const smallPeople = [...small.people()];
const largePeople = [...large.people()];

const played = (role: CastRole): Townsperson => small.person(small.cast[role]);
const age = (person: Townsperson): number => ageAt(parseDay(person.birthDate), parseDay(TODAY));
const daysToBirthday = (person: Townsperson, turns: number): number =>
  birthday(parseDay(person.birthDate), turns) - parseDay(TODAY);

describe('a town', () => {
  it('is the same for the same seed and day, and another for another', () => {
    expect(digest(createTown({ seed: 'test', people: 200, today: TODAY }))).toBe(digest(small));
    expect(digest(createTown({ seed: 'other', people: 200, today: TODAY }))).not.toBe(digest(small));
    expect(digest(createTown({ seed: 'test', people: 200, today: '2026-11-24' }))).not.toBe(digest(small));
  });

  it('makes a person alone as it makes the person in the row, whatever its size', () => {
    const order = [150, 3, 77, 0, 42, 150];
    for (const index of order) expect(large.person(index)).toEqual(largePeople[index]);
    for (const index of order) expect(small.person(index)).toEqual(large.person(index));
    expect(large.identity(77)).toEqual({ index: 77, number: largePeople[77]?.number });
  });

  it('streams: nobody is made before being asked for, and nobody is kept', { timeout: 30_000 }, () => {
    const huge = createTown({ seed: 'test', people: 10_000_000, today: TODAY });
    expect(huge.people()[Symbol.iterator]().next().value?.index).toBe(0);
    expect(huge.person(9_999_998).index).toBe(9_999_998);
    let [count, peak] = [0, 0];
    const before = process.memoryUsage().heapUsed;
    for (const person of createTown({ seed: 'test', people: 20_000, today: TODAY }).people()) {
      count += 1;
      if (person.index % 1_000 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed - before);
    }
    expect(count).toBe(20_000);
    expect(peak).toBeLessThan(200 * 1024 * 1024);
  });

  it('refuses what is no town', () => {
    expect(() => createTown({ seed: 'x', people: 0, today: TODAY })).toThrow(RangeError);
    expect(() => createTown({ seed: 'x', people: 10, today: '2026-02-30' })).toThrow(TypeError);
    expect(() => small.person(200)).toThrow(RangeError);
  });

  it('has no person in a tiny town who is related to somebody outside of it', () => {
    const tiny = createTown({ seed: 'test', people: 8, today: TODAY });
    for (const { siblings, police } of tiny.people()) {
      for (const index of [...siblings, ...(police?.associates ?? []).map((one) => one.index)]) {
        expect(index).toBeLessThan(8);
      }
    }
  });
});

describe('the numbers', () => {
  it('are reserved test numbers, each given once, that agree with birth and sex', () => {
    const seen = new Set<string>();
    for (const person of largePeople) {
      for (const number of [person.number, person.formerNumber]) {
        if (number === null) continue;
        expect(seen.has(number)).toBe(false);
        seen.add(number);
        expect(isReservedTestNumber(number)).toBe(true);
        expect(() => PersonalIdentityNumber.parse(number, new Date(TODAY))).not.toThrow();
        expect(number.slice(8, 11)).toBe(person.sex === 'FEMALE' ? '238' : '239');
      }
      expect(person.number?.slice(0, 8)).toBe(person.birthDate.replaceAll('-', ''));
    }
  });

  it.skipIf(!existsSync(PUBLISHED_LIST))('are on the list that Skatteverket has published', { timeout: 30_000 }, () => {
    const published = new Set(readFileSync(PUBLISHED_LIST, 'utf8').trim().split(/\s+/));
    let numbered = 0;
    for (const { number } of createTown({ seed: 'list', people: 13_000, today: TODAY }).people()) {
      if (number === null) continue;
      numbered += 1;
      // The list at hand begins with the year 2000; of 1998 and 1999 the published series has every day.
      if (number >= '2000') expect(published.has(number)).toBe(true);
      else expect(number).toMatch(/^199[89](0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])23[89]\d$/);
    }
    expect(numbered).toBeGreaterThan(11_000);
  });

  it('run out, and then there is none', () => {
    const huge = createTown({ seed: 'test', people: 30_000, today: TODAY });
    expect(huge.person(29_999).number).toBeNull();
    expect(ageAt(parseDay(huge.person(29_999).birthDate), parseDay(TODAY))).toBeLessThan(22);
  });

  it('refuse what only looks reserved', () => {
    for (const number of ['200505092387', '201401012380', '200501012380', '199712312385', 'x']) {
      expect(isReservedTestNumber(number)).toBe(false);
    }
  });
});

describe('the volumes', () => {
  const children = largePeople.filter((person) => age(person) < 18);
  const reports = largePeople.flatMap((person) => person.socialtjanst?.concernReports ?? []);
  const share = <T>(list: readonly T[], test: (item: T) => boolean): number => list.filter(test).length / list.length;
  const count = (test: (person: Townsperson) => boolean): number => largePeople.filter(test).length;

  it('follow the national shape of concern reports', () => {
    const yearAgo = isoDate(parseDay(TODAY) - 365);
    const reported = share(children, ({ socialtjanst }) =>
      (socialtjanst?.concernReports ?? []).some(({ reportedAt }) => reportedAt >= yearAgo),
    );
    expect(reported).toBeGreaterThan(0.07);
    expect(reported).toBeLessThan(0.15);
    const decided = reports.filter(({ preAssessment }) => preAssessment.outcome !== 'PENDING');
    const opened = share(decided, ({ preAssessment }) => preAssessment.outcome === 'OPENED');
    expect(opened).toBeGreaterThan(0.3);
    expect(opened).toBeLessThan(0.48);
    expect(share(reports, ({ sourceType }) => sourceType === 'POLICE')).toBeGreaterThan(0.15);
    expect(share(reports, ({ sourceType }) => sourceType === 'SCHOOL')).toBeGreaterThan(0.12);
  });

  it('have enough of the rare', () => {
    expect(count(({ socialtjanst }) => (socialtjanst?.sig.membership ?? null) !== null)).toBeGreaterThanOrEqual(12);
    expect(count(({ socialtjanst }) => (socialtjanst?.placements.length ?? 0) > 0)).toBeGreaterThanOrEqual(8);
    expect(count(({ police }) => (police?.exitCase ?? null) !== null)).toBeGreaterThanOrEqual(4);
    expect(count(({ police }) => (police?.missingOrWanted.length ?? 0) > 0)).toBeGreaterThanOrEqual(3);
    expect(count(({ protectedMarking }) => protectedMarking !== null)).toBeGreaterThanOrEqual(10);
  });

  it('have plausible absence', () => {
    const pupils = largePeople.flatMap(({ school }) => (school === null ? [] : [school]));
    const last = pupils.map(({ attendance }) => attendance[1]?.presentPercent ?? 0);
    const mean = last.reduce((sum, percent) => sum + percent, 0) / last.length;
    expect(mean).toBeGreaterThan(86);
    expect(mean).toBeLessThan(94);
  });
});

describe('every row of the access matrix', () => {
  const some = (list: readonly unknown[] | undefined): boolean => (list?.length ?? 0) > 0;
  const rows: Readonly<Record<string, (person: Townsperson) => boolean>> = {
    M05: ({ police }) => police !== null,
    M06: ({ police }) => some(police?.incidents),
    M07: ({ police }) => some(police?.incidents.filter(({ narrative }) => narrative !== '')),
    M08: ({ police }) => some(police?.suspicions),
    M10: ({ police }) => some(police?.ongoingInvestigations),
    M11: ({ police }) => some(police?.observations),
    M12: ({ police }) => some(police?.associates),
    M13: ({ police }) => some(police?.observations.filter(({ notSuspected }) => notSuspected)),
    M14: ({ police }) => Boolean(police?.riskRating),
    M15: ({ police }) => some(police?.drugInterventions),
    M16: ({ police }) => some(police?.victimStatuses),
    M17: ({ police }) => some(police?.seriousTalks),
    M18: ({ police }) => Boolean(police?.exitCase),
    M19: ({ police }) => some(police?.missingOrWanted),
    M20: ({ socialtjanst }) => socialtjanst !== null,
    M21: ({ socialtjanst }) => some(socialtjanst?.concernReports),
    M22: ({ socialtjanst }) =>
      some(socialtjanst?.concernReports.filter(({ facts, worry }) => facts !== '' && worry !== '')),
    M23: ({ socialtjanst }) =>
      some(socialtjanst?.concernReports.filter(({ reporter }) => reporter.staffSubject !== null)),
    M24: ({ socialtjanst }) =>
      some(socialtjanst?.concernReports.filter((report) => report.preAssessment.decidedAt !== null)),
    M25: ({ socialtjanst }) =>
      some(socialtjanst?.concernReports.filter((report) => report.protectionAssessment.immediateNeed)),
    M26: ({ socialtjanst }) => some(socialtjanst?.investigations),
    M27: ({ socialtjanst }) => some(socialtjanst?.investigations.filter(({ content }) => content !== '')),
    M28: ({ socialtjanst }) => some(socialtjanst?.measures),
    M29: ({ socialtjanst }) => some(socialtjanst?.treatmentNotes),
    M30: ({ socialtjanst }) => some(socialtjanst?.placements),
    M31: ({ socialtjanst }) => some(socialtjanst?.placements.filter(({ location }) => location !== '')),
    M32: ({ socialtjanst }) => some(socialtjanst?.placements.filter(({ returnPlan }) => returnPlan !== null)),
    M33: ({ socialtjanst }) => Boolean(socialtjanst?.familySituation),
    M34: ({ socialtjanst }) => Boolean(socialtjanst?.substanceUseAndHealth),
    M35: ({ socialtjanst }) => Boolean(socialtjanst?.structuredRiskAssessment),
    M36: ({ socialtjanst }) => some(socialtjanst?.compulsoryCareDecisions),
    M37: ({ socialtjanst }) => some(socialtjanst?.economicAssistance),
    M38: ({ socialtjanst }) => Boolean(socialtjanst?.sig.membership),
    M39: ({ socialtjanst }) => Boolean(socialtjanst?.sig.plan),
    M40: ({ socialtjanst }) => some(socialtjanst?.sig.participants),
    M41: ({ socialtjanst }) => some(socialtjanst?.sig.meetings),
    M42: ({ socialtjanst }) => some(socialtjanst?.sig.indicators),
    M43: ({ socialtjanst }) => some(socialtjanst?.sig.consents),
    M44: ({ school }) => school !== null,
    M45: ({ school }) => some(school?.guardianContacts),
    M46: ({ school }) => some(school?.attendance),
    M47: ({ school }) => school?.presentNow.present === true,
    M48: ({ school }) => Boolean(school?.supportPlan),
    M49: ({ school }) => some(school?.medicalNotes),
    M50: ({ school }) => some(school?.psychosocialNotes),
    M51: ({ school }) => some(school?.disciplinaryIncidents),
    M52: ({ school }) => some(school?.grades),
    M53: ({ school }) => some(school?.mentorObservations),
  };

  it.each(['test', 'samsyn', 'a third'])('has at least three persons in a town of 200 (seed "%s")', (seed) => {
    const people = [...createTown({ seed, people: 200, today: TODAY }).people()];
    for (const [row, isIn] of Object.entries(rows)) expect([row, people.filter(isIn).length >= 3]).toEqual([row, true]);
  });

  it('has the person who is known to all', () => {
    const known = played('knownToAll');
    for (const [row, isIn] of Object.entries(rows)) {
      if (row !== 'M25') expect([row, isIn(known)]).toEqual([row, true]);
    }
  });

  it('knows no criminal record (M09) anywhere', () => {
    expect(JSON.stringify(smallPeople)).not.toMatch(/criminalRecord|belastning/i);
  });
});

describe('the agencies agree', () => {
  it('on an event that two or three of them tell', () => {
    let [twice, thrice] = [0, 0];
    for (const { police, school, socialtjanst } of largePeople) {
      for (const { date, text } of school?.disciplinaryIncidents ?? []) {
        const where = text.slice(0, text.indexOf('.'));
        const incident = police?.incidents.find(({ occurredAt }) => occurredAt.startsWith(date));
        const report = socialtjanst?.concernReports.find(({ facts }) => facts.startsWith(where));
        if (incident?.narrative.startsWith(where) === true) twice += 1;
        if (incident?.narrative.startsWith(where) === true && report?.reportedAt.startsWith(date) === true) thrice += 1;
      }
    }
    expect(twice).toBeGreaterThan(20);
    expect(thrice).toBeGreaterThanOrEqual(3);
  });

  it('on a suspicion at school: the school holds the same event', () => {
    for (const { police, school } of largePeople) {
      for (const suspicion of (police?.suspicions ?? []).filter(({ schoolRelated }) => schoolRelated)) {
        expect(school?.disciplinaryIncidents.map(({ date }) => date)).toContain(suspicion.date);
      }
    }
  });

  it('on siblings: one home, one report, told alike', () => {
    let shared = 0;
    for (const person of largePeople) {
      for (const index of person.siblings) {
        const sibling = large.person(index);
        expect(sibling.address).toEqual(person.address);
        expect(sibling.guardians).toEqual(person.guardians);
        expect(sibling.siblings).toContain(person.index);
        expect(Math.abs(parseDay(sibling.birthDate) - parseDay(person.birthDate))).toBeGreaterThan(270);
      }
      for (const { caseNumber, siblings, facts } of person.socialtjanst?.concernReports ?? []) {
        for (const index of siblings) {
          const same = large
            .person(index)
            .socialtjanst?.concernReports.find((report) => report.caseNumber === caseNumber);
          expect([same?.facts, same?.siblings.includes(person.index)]).toEqual([facts, true]);
          shared += 1;
        }
      }
    }
    expect(shared).toBeGreaterThan(10);
  });

  it('on a placement: not at school today, and met nowhere in town meanwhile', () => {
    for (const { socialtjanst, school, police } of largePeople) {
      for (const { from, to } of socialtjanst?.placements ?? []) {
        if (to === null && school !== null) expect(school.presentNow.present).toBe(false);
        for (const { occurredAt } of police?.incidents ?? []) {
          expect(occurredAt.slice(0, 10) >= from && (to === null || occurredAt.slice(0, 10) <= to)).toBe(false);
        }
      }
    }
  });

  it('on the seats of a social insatsgrupp', () => {
    const subjects = new Set(DEMO_STAFF.map(({ subject }) => subject));
    for (const { socialtjanst, assignments } of largePeople) {
      const { membership, participants = [] } = socialtjanst?.sig ?? {};
      for (const { staffSubject, agency } of participants) {
        if (staffSubject === null) continue;
        expect(subjects.has(staffSubject)).toBe(true);
        if (membership?.consentStatus !== 'IN_FORCE') continue;
        expect(assignments).toContainEqual(expect.objectContaining({ staffSubject, agency, kind: 'sig-participant' }));
      }
    }
  });

  it('on what is possible: nothing lies in the future, nothing before birth, no clock runs backwards', () => {
    for (const { police, socialtjanst, birthDate } of largePeople) {
      const past = [
        ...(police?.incidents ?? []).map(({ occurredAt }) => occurredAt),
        ...(police?.observations ?? []).map(({ observedAt }) => observedAt),
        ...(police?.missingOrWanted ?? []).map(({ since }) => since),
        ...(socialtjanst?.concernReports ?? []).flatMap(({ reportedAt, receivedAt }) => [reportedAt, receivedAt]),
        ...(socialtjanst?.measures ?? []).map(({ from }) => from),
        ...(socialtjanst?.sig.meetings ?? []).map(({ date }) => date),
      ];
      for (const moment of past) expect(moment.slice(0, 10) <= TODAY && moment > birthDate).toBe(true);
      for (const { reportedAt, receivedAt, protectionAssessment, preAssessment } of socialtjanst?.concernReports ??
        []) {
        expect(receivedAt >= reportedAt && protectionAssessment.assessedAt >= receivedAt).toBe(true);
        expect(protectionAssessment.assessedAt.slice(0, 10)).toBe(receivedAt.slice(0, 10));
        if (preAssessment.decidedAt !== null) expect(preAssessment.decidedAt > reportedAt.slice(0, 10)).toBe(true);
      }
    }
  });

  it('on case numbers that a header can carry', () => {
    for (const { assignments, police, socialtjanst } of largePeople) {
      const numbers = [
        ...assignments.map(({ caseNumber }) => caseNumber),
        ...(police?.suspicions ?? []).map(({ caseNumber }) => caseNumber),
        ...(socialtjanst?.concernReports ?? []).map(({ caseNumber }) => caseNumber),
      ];
      for (const caseNumber of numbers) expect(isCaseNumber(caseNumber)).toBe(true);
    }
  });
});

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

describe('the directory of functions', () => {
  it('covers every district and school, with numbers kept for fiction', () => {
    for (const { code } of small.districts)
      expect(small.functions.some(({ district }) => district === code)).toBe(true);
    for (const { unitCode } of small.schools)
      expect(small.functions.some(({ school }) => school === unitCode)).toBe(true);
    for (const { phone, email } of small.functions) {
      expect(phone).toMatch(/^08-465 004 \d\d$/);
      expect(email).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+@[a-z.]+\.example$/);
    }
  });

  it('gives guardians numbers kept for fiction, and addresses where no post goes', () => {
    for (const { guardians, address } of largePeople) {
      for (const { phone } of guardians) expect(phone).toMatch(/^070-174 06 (0[5-9]|[1-9]\d)$/);
      expect(address.postalCode).toMatch(/^0/);
    }
  });
});

describe('canaries', () => {
  it('are the names, numbers, address and free texts of a person', () => {
    const person = played('knownToAll');
    const found = canaries(person);
    const expected = [
      `${person.givenName} ${person.familyName}`,
      person.number,
      `${person.number?.slice(2, 8)}-${person.number?.slice(8)}`,
      person.address.street,
      person.police?.incidents[0]?.narrative,
      person.police?.exitCase?.threatAssessment,
      person.socialtjanst?.concernReports[0]?.facts,
      person.socialtjanst?.placements[0]?.location,
      person.school?.medicalNotes[0]?.text,
    ];
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(found.every((text) => text.length > 5)).toBe(true);
  });

  it('hold no number in a free text', () => {
    for (const person of largePeople.slice(0, 300)) {
      const numbers = [person.number, person.formerNumber];
      for (const text of canaries(person).filter((text) => !/^[\d-]+$/.test(text))) {
        expect(containsPersonalIdentityNumber(text)).toBe(false);
      }
      expect(numbers.every((number) => number === null || canaries(person).includes(number))).toBe(true);
    }
  });
});

function digest(town: Town): string {
  const hash = createHash('sha256');
  for (const person of town.people()) hash.update(JSON.stringify(person));
  return hash.digest('hex');
}
