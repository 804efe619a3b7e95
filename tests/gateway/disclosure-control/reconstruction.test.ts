import loadHighs, { type Highs } from 'highs';
import { describe, expect, it } from 'vitest';
import { protectRelease } from '../../../gateway/disclosure-control/protect-release.ts';
import type { PublishedCell, Region, Rules } from '../../../gateway/disclosure-control/publication.ts';
import { candidateOf, combine, EMPTY, ledgerOf } from './count-table.ts';
import { drawTown, TOWN } from './draw-town.ts';

const RULES: Rules = { suppressUpTo: 7, roundTo: 5 };
const SHAPES = [['month'], ['source'], ['district'], ['ageBand', 'sex'], ['month', 'source'], ['source', 'district']];
/** What the attacked tables cross; the table by age and sex is left out of the attack. */
const CROSSED = ['month', 'source', 'district'];

/** An attacker with a solver: one unknown for each month, source and district, and a line of text for each figure. */
function writeProgramme(cells: readonly PublishedCell[], sought: Region, sense: 'Minimize' | 'Maximize'): string {
  const unknowns = combine(CROSSED.map((name) => TOWN[name] ?? [])).map((codes) => codes.join('_'));
  const sum = ({ codes }: Region): string =>
    unknowns
      .filter((unknown) => unknown.split('_').every((code, at) => codes[CROSSED[at]!]?.includes(code) ?? true))
      .join(' + ');
  const lines = cells.flatMap(({ region, shown, isSmall }) =>
    shown === null
      ? isSmall
        ? [`${sum(region)} <= 7`]
        : []
      : [`${sum(region)} >= ${Math.max(8, shown - 2)}`, `${sum(region)} <= ${shown + 2}`],
  );
  const bounds = unknowns.map((unknown) => `0 <= ${unknown} <= 100000`);
  return [sense, `told: ${sum(sought)}`, 'Subject To', ...lines, 'Bounds', ...bounds, 'End', ''].join('\n');
}

async function bound(cells: readonly PublishedCell[], sought: Region): Promise<readonly [number, number]> {
  const highs = await (loadHighs as unknown as () => Promise<Highs>)();
  const solve = (sense: 'Minimize' | 'Maximize'): number => {
    const { Status, ObjectiveValue } = highs.solve(writeProgramme(cells, sought, sense), { output_flag: false });
    expect(Status).toBe('Optimal');
    return ObjectiveValue;
  };
  return [solve('Minimize'), solve('Maximize')];
}

describe('reconstruction of a term of reports by linear programming', () => {
  const isAttacked = ({ region }: PublishedCell): boolean => region.codes['sex'] === undefined;

  it('bounds no small count closer than its mark says', async () => {
    const protection = await protectRelease(candidateOf('r', drawTown(700, 3), SHAPES, { rules: RULES }), EMPTY);
    if (protection.outcome === 'refused') throw new Error(protection.reason);
    const cells = protection.cells.filter(isAttacked);
    const small = cells.filter(({ shown, isSmall }) => shown === null && isSmall);
    expect(small.length).toBeGreaterThan(30);
    for (const { region } of small.filter((_, at) => at % 3 === 0)) {
      const [least, most] = await bound(cells, region);
      expect(least).toBeLessThan(1e-6);
      expect(most).toBeGreaterThan(7 - 1e-6);
    }
  });

  it('learns from fewer solutions than there are groups, and finds the same cells to hide each time', async () => {
    const candidate = candidateOf('r', drawTown(1500, 8), SHAPES, { rules: RULES });
    const [first, second] = [await protectRelease(candidate, EMPTY), await protectRelease(candidate, EMPTY)];
    if (first.outcome === 'refused' || second.outcome === 'refused') throw new Error('refused');
    expect(second.cells).toEqual(first.cells);
    expect(first.audit.cells).toBe(145);
    expect(first.audit.complementary).toBeGreaterThan(0);
    expect(first.audit.solves).toBeLessThan(2 * first.audit.groups);
  });

  it('gains nothing from a second edition, which hides more or is refused', async () => {
    const truth = drawTown(1500, 8);
    const months = TOWN['month'] ?? [];
    const edition = (count: number): ReturnType<typeof candidateOf> =>
      candidateOf(`to ${count}`, truth, [['source'], ['district'], ['month', 'source']], {
        fixed: { month: months.slice(0, count) },
        rules: RULES,
      });
    const first = await protectRelease(edition(4), EMPTY);
    if (first.outcome === 'refused') throw new Error(first.reason);
    const ledger = ledgerOf(first.cells, { reports: TOWN });
    expect(await protectRelease(edition(5), ledger)).toMatchObject({ because: 'difference', releases: ['to 4'] });
    const second = await protectRelease(edition(5), ledger, 'hide');
    if (second.outcome === 'refused') throw new Error(second.reason);
    const cells = [...first.cells, ...second.cells];
    const shownTwice = second.cells.filter(({ shown }) => shown !== null).slice(0, 12);
    expect(shownTwice.length).toBeGreaterThan(0);
    for (const { region } of cells
      .filter(({ isSmall, shown }) => shown === null && isSmall)
      .filter((_, at) => at % 4 === 0)) {
      const [least, most] = await bound(cells, region);
      expect(least).toBeLessThan(1e-6);
      expect(most).toBeGreaterThan(7 - 1e-6);
    }
  });
});
