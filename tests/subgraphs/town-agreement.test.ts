import { describe, expect, it } from 'vitest';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { isCaseNumber } from '../../schema/purpose.ts';
import { parseDay } from '../../subgraphs/platform/town/calendar.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import type { Townsperson } from '../../subgraphs/platform/town/townsperson.ts';

const TODAY = '2026-11-23';
const large = createTown({ seed: 'test', people: 2_000, today: TODAY });
const largePeople = [...large.people()];

describe('the agencies agree', () => {
  it('on an event that two or three of them tell', () => {
    const told = largePeople.flatMap((person) => schoolEvents(person).map((event) => tellersBeside(person, event)));
    expect(told.filter(({ police }) => police).length).toBeGreaterThan(20);
    expect(told.filter(({ police, socialtjanst }) => police && socialtjanst).length).toBeGreaterThanOrEqual(3);
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
        if (to === null) expect(school?.presentNow.present ?? false).toBe(false);
        const met = (police?.incidents ?? []).map(({ occurredAt }) => occurredAt.slice(0, 10));
        expect(met.filter((date) => date >= from && date <= (to ?? TODAY))).toEqual([]);
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

  it('on what is possible: nothing lies in the future or before birth', () => {
    for (const person of largePeople) {
      for (const moment of pastMoments(person)) {
        expect(moment.slice(0, 10) <= TODAY && moment > person.birthDate).toBe(true);
      }
    }
  });

  it('on the clocks of a report: received, assessed the same day, decided later', () => {
    for (const report of largePeople.flatMap(({ socialtjanst }) => socialtjanst?.concernReports ?? [])) {
      const { reportedAt, receivedAt, protectionAssessment, preAssessment } = report;
      expect(receivedAt >= reportedAt && protectionAssessment.assessedAt >= receivedAt).toBe(true);
      expect(protectionAssessment.assessedAt.slice(0, 10)).toBe(receivedAt.slice(0, 10));
      expect(preAssessment.decidedAt === null || preAssessment.decidedAt > reportedAt.slice(0, 10)).toBe(true);
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

interface SchoolEvent {
  readonly date: string;
  readonly where: string;
}

function schoolEvents({ school }: Townsperson): readonly SchoolEvent[] {
  return (school?.disciplinaryIncidents ?? []).map(({ date, text }) => ({
    date,
    where: text.slice(0, text.indexOf('.')),
  }));
}

function tellersBeside({ police, socialtjanst }: Townsperson, { date, where }: SchoolEvent) {
  const incidents = (police?.incidents ?? []).filter(({ occurredAt }) => occurredAt.startsWith(date));
  const reports = (socialtjanst?.concernReports ?? []).filter(({ reportedAt }) => reportedAt.startsWith(date));
  return {
    police: incidents.some(({ narrative }) => narrative.startsWith(where)),
    socialtjanst: reports.some(({ facts }) => facts.startsWith(where)),
  };
}

function pastMoments({ police, socialtjanst }: Townsperson): readonly string[] {
  if (police === null) return socialMoments(socialtjanst);
  return [
    ...police.incidents.map(({ occurredAt }) => occurredAt),
    ...police.observations.map(({ observedAt }) => observedAt),
    ...police.missingOrWanted.map(({ since }) => since),
    ...socialMoments(socialtjanst),
  ];
}

function socialMoments(facts: Townsperson['socialtjanst']): readonly string[] {
  if (facts === null) return [];
  return [
    ...facts.concernReports.flatMap(({ reportedAt, receivedAt }) => [reportedAt, receivedAt]),
    ...facts.measures.map(({ from }) => from),
    ...facts.treatmentNotes.map(({ date }) => date),
    ...facts.sig.meetings.map(({ date }) => date),
  ];
}
