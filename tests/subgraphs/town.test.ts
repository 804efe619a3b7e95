import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { ageAt, isoDate, parseDay } from '../../subgraphs/platform/town/calendar.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import { isReservedTestNumber } from '../../subgraphs/platform/town/reserved-numbers.ts';
import type { Town } from '../../subgraphs/platform/town/town.ts';
import type { Townsperson } from '../../subgraphs/platform/town/townsperson.ts';

const TODAY = '2026-11-23';
const PUBLISHED_LIST = new URL('../../../shared/data/test-personal-identity-numbers.txt', import.meta.url);

const small = createTown({ seed: 'test', people: 200, today: TODAY });
const large = createTown({ seed: 'test', people: 2_000, today: TODAY });
const largePeople = [...large.people()];
const age = (person: Townsperson): number => ageAt(parseDay(person.birthDate), parseDay(TODAY));

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
    for (const { index } of huge.people()) {
      if (index === 3) break;
      expect(index).toBeLessThan(3);
    }
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

function digest(town: Town): string {
  const hash = createHash('sha256');
  for (const person of town.people()) hash.update(JSON.stringify(person));
  return hash.digest('hex');
}
