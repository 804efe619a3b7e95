import { describe, expect, it } from 'vitest';
import type { ConsentGiver } from '../../../subgraphs/socialtjanst/consent-givers.ts';
import { consentRenewal } from '../../../subgraphs/socialtjanst/consent-renewal.ts';
import {
  consentStands,
  type ConsentCircumstances,
  type JudgedEntry,
} from '../../../subgraphs/socialtjanst/consent-stands.ts';

const YOUNG: ConsentGiver = { who: 'YOUNG_PERSON', said: 'YES' };
const ONE: ConsentGiver = { who: 'CUSTODIAN', said: 'YES' };
const OTHER: ConsentGiver = { who: 'OTHER_CUSTODIAN', said: 'YES' };
const OTHER_NO: ConsentGiver = { who: 'OTHER_CUSTODIAN', said: 'NO' };

const ENTRY: JudgedEntry = {
  from: '2026-01-01',
  to: '2026-06-30',
  purpose: 'SIG',
  custody: 'JOINT',
  exception: null,
  givers: [YOUNG, ONE, OTHER],
};

/** Sixteen years old throughout the consent, unless a test says otherwise. */
const CIRCUMSTANCES: ConsentCircumstances = {
  birthDate: '2009-08-01',
  today: '2026-03-01',
  sigEndedAt: null,
  withdrawals: [],
};

function judge(entry: Partial<JudgedEntry>, circumstances: Partial<ConsentCircumstances> = {}) {
  return consentStands({ ...ENTRY, ...entry }, { ...CIRCUMSTANCES, ...circumstances });
}

describe('consentStands, by the days', () => {
  it.each([
    ['2025-12-31', 'NOT_YET'],
    ['2026-01-01', null],
    ['2026-06-30', null],
    ['2026-07-01', 'PAST'],
  ])('on %s: %s', (today, whyNot) => {
    expect(judge({}, { today })).toEqual({ stands: whyNot === null, whyNot, lastDay: '2026-06-30' });
  });

  it('ends with the social insatsgrupp, whose last day is its own last', () => {
    expect(judge({}, { sigEndedAt: '2026-03-01' })).toMatchObject({ stands: true, lastDay: '2026-03-01' });
    expect(judge({}, { sigEndedAt: '2026-02-28' })).toMatchObject({ whyNot: 'SIG_ENDED' });
    expect(judge({ purpose: 'PLACEMENT_RETURN' }, { sigEndedAt: '2026-02-28' })).toMatchObject({ stands: true });
  });

  it('ends when anybody takes it back, and that is told whatever else is so', () => {
    expect(judge({}, { withdrawals: [{}] })).toMatchObject({ whyNot: 'WITHDRAWN' });
    expect(judge({}, { withdrawals: [{}], today: '2027-01-01' })).toMatchObject({ whyNot: 'WITHDRAWN' });
  });
});

describe('consentStands, by who said what', () => {
  it.each<[string, Partial<JudgedEntry>, string | null]>([
    ['both custodians and the young person', {}, null],
    ['one custodian of two', { givers: [YOUNG, ONE] }, 'CUSTODIAN_MISSING'],
    ['one custodian, who has custody alone', { givers: [YOUNG, ONE], custody: 'SOLE' }, null],
    ['one custodian, the other says no', { givers: [YOUNG, ONE, OTHER_NO] }, 'REFUSED'],
    ['one custodian, the other hindered', { givers: [YOUNG, ONE], exception: 'FB 6:13' }, null],
    ['a no is no hindrance', { givers: [YOUNG, ONE, OTHER_NO], exception: 'FB 6:13' }, 'REFUSED'],
    ['one custodian by decision, the other against', { givers: [YOUNG, ONE, OTHER_NO], exception: 'FB 6:13a' }, null],
    ['an exception without any custodian', { givers: [YOUNG], exception: 'FB 6:13a' }, 'CUSTODIAN_MISSING'],
    ['the custodians alone', { givers: [ONE, OTHER] }, 'YOUNG_PERSON_MISSING'],
    ['the custodians, the young person says no', { givers: [{ ...YOUNG, said: 'NO' }, ONE, OTHER] }, 'REFUSED'],
    ['nobody', { givers: [] }, 'CUSTODIAN_MISSING'],
  ])('%s', (_, entry, whyNot) => {
    expect(judge(entry).whyNot).toBe(whyNot);
  });

  it('asks for all of them when the age is not known', () => {
    expect(judge({}, { birthDate: null }).stands).toBe(true);
    expect(judge({ givers: [ONE, OTHER] }, { birthDate: null }).whyNot).toBe('YOUNG_PERSON_MISSING');
    expect(judge({ givers: [YOUNG] }, { birthDate: null }).whyNot).toBe('CUSTODIAN_MISSING');
  });

  it('breaks on givers that it cannot read, so that nothing opens', () => {
    expect(() => judge({ givers: [{ who: 'NEIGHBOUR', said: 'YES' }] })).toThrow();
  });
});

describe('consentStands, on birthdays', () => {
  it('ends on the 15th when only the custodians gave it, and goes on when the young person did too', () => {
    const birthDate = '2011-03-01';
    expect(judge({ givers: [ONE, OTHER] }, { birthDate, today: '2026-02-28' })).toEqual({
      stands: true,
      whyNot: null,
      lastDay: '2026-02-28',
    });
    expect(judge({ givers: [ONE, OTHER] }, { birthDate, today: '2026-03-01' }).whyNot).toBe('TURNED_15');
    expect(judge({}, { birthDate, today: '2026-03-01' }).stands).toBe(true);
  });

  it('turns 15 on 28 February in a common year when born on a leap day', () => {
    const birthDate = '2012-02-29';
    const entry = { givers: [ONE, OTHER], from: '2027-01-01', to: '2027-06-30' };
    expect(judge(entry, { birthDate, today: '2027-02-27' }).stands).toBe(true);
    expect(judge(entry, { birthDate, today: '2027-02-28' }).whyNot).toBe('TURNED_15');
  });

  it('from the 18th on rests on the young person alone, and never came to life by that birthday', () => {
    const birthDate = '2008-03-01';
    expect(judge({}, { birthDate, today: '2026-03-01' }).stands).toBe(true);
    expect(judge({ givers: [YOUNG], from: '2026-03-01' }, { birthDate, today: '2026-03-01' }).stands).toBe(true);
    expect(judge({ givers: [YOUNG] }, { birthDate, today: '2026-03-01' }).whyNot).toBe('CUSTODIAN_MISSING');
    expect(judge({ givers: [YOUNG, ONE, OTHER_NO] }, { birthDate, today: '2026-03-01' }).whyNot).toBe('REFUSED');
    expect(judge({ givers: [ONE, OTHER], from: '2026-03-01' }, { birthDate, today: '2026-03-01' }).whyNot).toBe(
      'YOUNG_PERSON_MISSING',
    );
  });
});

describe('consentRenewal', () => {
  const within = (days: number, circumstances: Partial<ConsentCircumstances>, entry: Partial<JudgedEntry> = {}) =>
    consentRenewal({ ...ENTRY, ...entry }, { ...CIRCUMSTANCES, ...circumstances }, days);

  it('tells of an end that comes within the days, and not of one that comes later', () => {
    expect(within(30, { today: '2026-06-01' })).toEqual({ on: '2026-07-01', because: 'LAST_DAY_PASSED' });
    expect(within(29, { today: '2026-06-01' })).toBeNull();
    expect(within(10, { sigEndedAt: '2026-03-05' })).toEqual({ on: '2026-03-06', because: 'SIG_ENDS' });
  });

  it('tells of the birthdays 15 and 18, also where the young person has said yes', () => {
    expect(within(10, { birthDate: '2011-03-05' })).toEqual({ on: '2026-03-05', because: 'TURNS_15' });
    expect(within(10, { birthDate: '2008-03-05' })).toEqual({ on: '2026-03-05', because: 'TURNS_18' });
    expect(within(3, { birthDate: '2008-03-05' })).toBeNull();
  });

  it('tells nothing of a consent that does not stand', () => {
    expect(within(365, { withdrawals: [{}] })).toBeNull();
    expect(within(365, { today: '2026-07-01' })).toBeNull();
  });
});
