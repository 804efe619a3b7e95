import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listPeriods, parsePeriod } from '../../schema/aggregate-period.ts';

const NOVEMBER = new Date('2026-11-22T12:00:00Z');

describe('a period', () => {
  it('is counted in whole months that are over, while it runs', () => {
    expect(parsePeriod('term', '2026-HT', NOVEMBER)).toEqual({
      name: '2026-HT',
      from: '2026-07-01',
      until: '2027-01-01',
      countedUntil: '2026-11-01',
      months: ['2026-07', '2026-08', '2026-09', '2026-10'],
    });
  });

  it('is counted whole once it is over', () => {
    const spring = parsePeriod('term', '2026-VT', NOVEMBER);
    expect([spring?.countedUntil, spring?.until, spring?.months.length]).toEqual(['2026-07-01', '2026-07-01', 6]);
    expect(parsePeriod('year', '2025', NOVEMBER)?.months).toHaveLength(12);
  });

  it('turns with the Swedish month', () => {
    const evening = new Date('2026-10-31T22:59:59Z');
    const midnight = new Date('2026-10-31T23:00:00Z');
    expect(parsePeriod('term', '2026-HT', evening)?.countedUntil).toBe('2026-10-01');
    expect(parsePeriod('term', '2026-HT', midnight)?.countedUntil).toBe('2026-11-01');
  });

  it.each([
    '2026-ht',
    ' 2026-HT',
    '2026-HT ',
    '2026HT',
    'HT2026',
    '2026-HT;',
    '2023-HT',
    '2027-VT',
    '2026',
    '',
    '0000-VT',
  ])('is no term when it is written %j, or not begun, or before all registers', (text) => {
    expect(parsePeriod('term', text, NOVEMBER)).toBeNull();
  });

  it('is listed exactly when it can be asked for, latest first', () => {
    expect(listPeriods('term', NOVEMBER)).toEqual(['2026-HT', '2026-VT', '2025-HT', '2025-VT', '2024-HT', '2024-VT']);
    expect(listPeriods('year', NOVEMBER)).toEqual(['2026', '2025', '2024']);
    const days = fc.date({ min: new Date('2024-02-02'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom('term', 'year'), (now, kind) => {
        for (const name of listPeriods(kind, now)) {
          const period = parsePeriod(kind, name, now);
          expect(period?.months[0]).toBe(period?.from.slice(0, 7));
          expect(new Date(period?.countedUntil ?? now).getTime()).toBeLessThanOrEqual(now.getTime() + 3_600_000 * 2);
        }
      }),
    );
  });
});
