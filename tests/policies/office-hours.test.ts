import { describe, expect, it } from 'vitest';
import { loadAnomalyRules } from '../../policies/load-anomaly-rules.ts';
import { isOutsideHours } from '../../policies/office-hours.ts';

const RULES = { ...loadAnomalyRules().outsideHours, opensAt: 7, closesAt: 18 };
const NONE = { ...RULES, fixedHolidays: [], easterHolidays: [], midsummerEve: false };
const isDayOff = (day: string, rules = RULES): boolean => isOutsideHours({ day, hour: 12 }, rules);

describe('outside office hours', () => {
  it('is before they open and from when they close', () => {
    const hours = [0, 6, 7, 12, 17, 18, 23].filter((hour) => isOutsideHours({ day: '2026-03-03', hour }, RULES));
    expect(hours).toEqual([0, 6, 18, 23]);
  });

  it('is Saturday and Sunday', () => {
    const week = [2, 3, 4, 5, 6, 7, 8].map((date) => isDayOff(`2026-03-0${date}`));
    expect(week).toEqual([false, false, false, false, false, true, true]);
  });

  it('is a holiday of every year by its date', () => {
    expect(isDayOff('2025-05-01')).toBe(true);
    expect(isDayOff('2025-05-01', NONE)).toBe(false);
    expect(isDayOff('2025-05-02')).toBe(false);
  });

  // Easter Sundays as published; the days around them are not otherwise free.
  it.each([
    '1818-03-22',
    '1943-04-25',
    '1954-04-18',
    '1961-04-02',
    '1981-04-19',
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2038-04-25',
    '2049-04-18',
    '2076-04-19',
    '2100-03-28',
    '2285-03-22',
  ])('is Good Friday and Easter Monday about %s, and no day beside them', (sunday) => {
    const at = (days: number): string => new Date(Date.parse(sunday) + days * 86_400_000).toISOString().slice(0, 10);
    const only = { ...NONE, easterHolidays: [-2, 1] };
    const free = [-5, -4, -3, -2, 1, 2, 3, 4, 5].filter((days) => isDayOff(at(days), only));
    expect(free).toEqual([-2, 1]);
  });

  it('is the Friday of 19 to 25 June, where the rules say so', () => {
    expect(['2026-06-19', '2020-06-19', '2021-06-25', '2027-06-25'].map((day) => isDayOff(day))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(
      ['2026-06-18', '2026-06-12', '2026-06-26', '2021-06-18', '2026-05-22', '2026-07-24'].some((day) => isDayOff(day)),
    ).toBe(false);
    expect(isDayOff('2026-06-19', NONE)).toBe(false);
  });
});
