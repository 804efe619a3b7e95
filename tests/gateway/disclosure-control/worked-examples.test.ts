import { describe, expect, it } from 'vitest';
import { isDominated, safeUpperBound } from '../../../gateway/disclosure-control/dominance.ts';
import { protectRelease } from '../../../gateway/disclosure-control/protect-release.ts';
import type { Rules } from '../../../gateway/disclosure-control/publication.ts';
import { candidateOf, EMPTY, ledgerOf, truthOf } from './count-table.ts';
import { countExposed, feasibilityIntervals, publish, type Printed } from './published-table.ts';

/**
 * Examples that the field has published, by figures. Sources:
 * WP22: Federal Committee on Statistical Methodology, Statistical Policy Working Paper 22, Report on Statistical Disclosure
 *   Limitation Methodology (1994, 2nd version 2005): delinquent children by county and education of the head of household.
 * Handbook: A. Hundepool et al., Handbook on Statistical Disclosure Control, online edition (sdctools.github.io/HandbookSDC).
 * GaussSuppression: Ø. Langsrud, D. Lupp, Statistics Norway, vignette "Small count frequency table suppression".
 */
const unrounded = (suppressUpTo: number): Rules => ({ suppressUpTo, roundTo: 1 });

describe('WP22, delinquent children by county and education, fewer than five not to be shown', () => {
  const caught: Printed[][] = [
    [15, [1], [3], [1], 20],
    [20, [10], [10], 15, 55],
    [[3], 10, 10, [2], 25],
    [[12], 14, 7, [2], 35],
    [50, 35, 30, 20, 135],
  ];
  const sound: Printed[][] = [
    [15, [1], [3], [1], 20],
    [20, 10, 10, 15, 55],
    [[3], [10], 10, [2], 25],
    [[12], 14, [7], [2], 35],
    [50, 35, 30, 20, 135],
  ];

  it('solves the suppressed table that looks safe and is not: two lines less two columns give one cell away', async () => {
    const cells = publish(caught, unrounded(4));
    expect((await feasibilityIntervals(cells)).get('0,3')).toEqual([1, 1]);
    expect(await countExposed(cells)).toBeGreaterThan(0);
  });

  it('finds nobody exposed by the sound one', async () => {
    const cells = publish(sound, unrounded(4));
    const intervals = await feasibilityIntervals(cells);
    expect(intervals.size).toBe(9);
    for (const [least = 0, most = 0] of intervals.values()) expect(most).toBeGreaterThan(least);
    expect(await countExposed(cells)).toBe(0);
  });

  it('protects the table by itself with no more complementary suppressions than the sound one has', async () => {
    const truth = truthOf(
      { county: ['Alpha', 'Beta', 'Gamma', 'Delta'], education: ['low', 'medium', 'high', 'very high'] },
      [15, 1, 3, 1, 20, 10, 10, 15, 3, 10, 10, 2, 12, 14, 7, 2],
    );
    const shapes = [['county'], ['education'], ['county', 'education']];
    const protection = await protectRelease(candidateOf('r', truth, shapes, { rules: unrounded(4) }), EMPTY);
    expect(protection).toMatchObject({ outcome: 'released', audit: { suppressed: 9, complementary: 3 } });
  });
});

describe('Handbook, feasibility intervals (section 4.2, example 3, after Geurts 1992)', () => {
  it('bounds the cell of line 1 and column 1 by 3 and 6', async () => {
    const printed: Printed[][] = [
      [[3], [4], 7],
      [[3], [0], 3],
      [3, 3, 6],
      [9, 7, 16],
    ];
    const intervals = await feasibilityIntervals(publish(printed, unrounded(0)));
    expect(intervals.get('0,0')).toEqual([3, 6]);
  });
});

describe('Handbook, dominance (section 4.2)', () => {
  const rules = { of: 'turnover', roundTo: 1 };

  it('example 1: the (1,90) rule passes what the p% rule catches, since the second largest knows the largest within 2 %', () => {
    const cell = { total: 100_000, largest: [50_000, 49_000] };
    expect(isDominated(cell, { ...rules, largest: 1, share: 0.9, withinPercent: 1.9 })).toBe(false);
    expect(isDominated(cell, { ...rules, largest: 1, share: 0.9, withinPercent: 2.1 })).toBe(true);
  });

  it('example 4: 300 + 20 + 10 is unsafe by the (1,85) rule, and safe with an upper bound of at least 352.94', () => {
    const cell = { total: 330, largest: [300, 20] };
    const byShare = { ...rules, largest: 1, share: 0.85, withinPercent: 0.1 };
    expect(isDominated(cell, byShare)).toBe(true);
    expect(safeUpperBound(cell, byShare)).toBe(353);
  });

  it('example 5: by the p% rule the upper bound exceeds the total by p% of the largest less what the others add', () => {
    const cell = { total: 330, largest: [300, 20] };
    const byPercent = { ...rules, largest: 1, share: 0.999, withinPercent: 10 };
    expect(isDominated(cell, byPercent)).toBe(true);
    expect(safeUpperBound(cell, byPercent)).toBe(330 + 0.1 * 300 - (330 - 300 - 20));
  });
});

describe('Handbook, frequency tables (section 5.2)', () => {
  const hours = ['more than 30', '16-30', '15 or less'];
  const rules: Rules = { suppressUpTo: 2, roundTo: 3 };
  const shapes = [['hours', 'sex'], ['hours'], ['sex']];

  it('geographical differencing: the same area by two delimitations is refused, naming the earlier release', async () => {
    const dimensions = { area: ['both', 'one only'], hours, sex: ['male', 'female'] };
    const truth = truthOf(dimensions, [50, 54, 128, 140, 39, 49, 2, 1, 2, 0, 0, 0]);
    const first = await protectRelease(candidateOf('2001', truth, shapes, { fixed: { area: ['both'] }, rules }), EMPTY);
    expect(first).toMatchObject({ outcome: 'released', audit: { suppressed: 0 } });
    const ledger = ledgerOf(first.outcome === 'released' ? first.cells : [], { reports: dimensions });
    const second = candidateOf('1991', truth, shapes, { fixed: { area: ['both', 'one only'] }, rules });
    expect(await protectRelease(second, EMPTY)).toMatchObject({ outcome: 'released', audit: { suppressed: 0 } });
    expect(await protectRelease(second, ledger)).toMatchObject({ because: 'difference', releases: ['2001'] });
  });

  it('group attribute disclosure: that all married work full time cannot be read', async () => {
    const dimensions = { status: ['married', 'divorced', 'single'], hours: ['full time', 'part time'] };
    const truth = truthOf(dimensions, [6, 0, 5, 1, 2, 2]);
    const tables = [['status', 'hours'], ['status'], ['hours']];
    const stricter: Rules = { suppressUpTo: 3, roundTo: 3 };
    const protection = await protectRelease(candidateOf('r', truth, tables, { rules: stricter }), EMPTY);
    const shown = (codes: Record<string, readonly string[]>): number | null | undefined =>
      protection.outcome === 'released'
        ? protection.cells.find(({ region }) => JSON.stringify(region.codes) === JSON.stringify(codes))?.shown
        : undefined;
    expect(shown({ status: ['married'], hours: ['part time'] })).toBeNull();
    expect([shown({ status: ['married'] }), shown({ status: ['married'], hours: ['full time'] })]).toContain(null);
  });
});

describe('GaussSuppression, the first example: age by country, zeros and ones suppressed', () => {
  const withPattern: Printed[][] = [
    [[2], [0], 5, 7],
    [[3], [4], 6, 13],
    [5, 4, 11, 20],
  ];
  const primaryOnly: Printed[][] = [
    [2, [0], 5, 7],
    [3, 4, 6, 13],
    [5, 4, 11, 20],
  ];

  it('finds the zero given away without complementary suppression, and safe with the published pattern', async () => {
    expect((await feasibilityIntervals(publish(primaryOnly, unrounded(1)))).get('0,1')).toEqual([0, 0]);
    expect(await countExposed(publish(primaryOnly, unrounded(1)))).toBeGreaterThan(0);
    expect((await feasibilityIntervals(publish(withPattern, unrounded(1)))).get('0,1')).toEqual([0, 2]);
    expect(await countExposed(publish(withPattern, unrounded(1)))).toBe(0);
  });

  it('finds a pattern of as few suppressions', async () => {
    const truth = truthOf({ age: ['young', 'old'], country: ['Iceland', 'Portugal', 'Spain'] }, [2, 0, 5, 3, 4, 6]);
    const shapes = [['age'], ['country'], ['age', 'country']];
    const protection = await protectRelease(candidateOf('r', truth, shapes, { rules: unrounded(1) }), EMPTY);
    expect(protection).toMatchObject({ outcome: 'released', audit: { suppressed: 4, complementary: 3 } });
  });
});
