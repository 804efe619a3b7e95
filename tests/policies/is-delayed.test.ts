import { describe, expect, it } from 'vitest';
import { isDelayed } from '../../policies/is-delayed.ts';
import type { ExtractDelay } from '../../policies/load-extract-rules.ts';

const AT = new Date('2026-03-01T12:00:00Z');
const GIVEN = { askedBy: 'police', dataOf: 'school', row: 'M46', at: AT } as const;
const DELAY: ExtractDelay = {
  title: 'a test',
  by: null,
  about: null,
  rows: null,
  days: 30,
  laws: ['OSL 35:1'],
  why: 'a test',
  needsLawyer: false,
};
const later = (ms: number): Date => new Date(AT.getTime() + ms);
const THIRTY_DAYS_MS = 2_592_000_000;
const delayedUnder = (...delays: readonly Partial<ExtractDelay>[]): boolean =>
  isDelayed(
    GIVEN,
    delays.map((delay) => ({ ...DELAY, ...delay })),
    AT,
  );

describe('an entry of a person’s extract', () => {
  it('is left out for the days of a rule, to the millisecond', () => {
    expect(isDelayed(GIVEN, [DELAY], later(THIRTY_DAYS_MS - 1))).toBe(true);
    expect(isDelayed(GIVEN, [DELAY], later(THIRTY_DAYS_MS))).toBe(false);
  });

  it('is left out for good where the rule names no days', () => {
    expect(isDelayed(GIVEN, [{ ...DELAY, days: null }], later(THIRTY_DAYS_MS * 1000))).toBe(true);
  });

  it('is shown where no rule is about it', () => {
    expect(delayedUnder()).toBe(false);
    expect(delayedUnder({ by: 'school' })).toBe(false);
    expect(delayedUnder({ about: 'police' })).toBe(false);
    expect(delayedUnder({ rows: ['M45'] })).toBe(false);
    expect(delayedUnder({ by: 'police', about: 'police' }, { by: 'school', about: 'school' })).toBe(false);
    expect(delayedUnder({ by: 'police', about: 'school', rows: ['M45', 'M47'] })).toBe(false);
  });

  it('is left out where one rule is: who asked, whose data, which row', () => {
    expect(delayedUnder({ by: 'police' })).toBe(true);
    expect(delayedUnder({ about: 'school' })).toBe(true);
    expect(delayedUnder({ rows: ['M45', 'M46'] })).toBe(true);
    expect(delayedUnder({ by: 'school' }, { by: 'police', about: 'school', rows: ['M46'] })).toBe(true);
  });

  it('is left out as long as the longest rule says', () => {
    const delays = [
      { ...DELAY, days: 1 },
      { ...DELAY, days: 60 },
    ];
    expect(isDelayed(GIVEN, delays, later(THIRTY_DAYS_MS))).toBe(true);
  });
});
