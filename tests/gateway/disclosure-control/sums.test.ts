import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protectRelease } from '../../../gateway/disclosure-control/protect-release.ts';
import type {
  Candidate,
  Contribution,
  ExactTable,
  Protection,
  PublishedCell,
} from '../../../gateway/disclosure-control/publication.ts';
import { combine, EMPTY } from './count-table.ts';
import { ExhaustiveAttacker } from './exhaustive-attacker.ts';

const DIMENSIONS = { stage: ['s1', 's2'], absence: ['a1', 'a2'] };
const SHAPES = [['stage'], ['absence'], ['stage', 'absence']];

/** Up to how many hours the attacker tries for a cell. */
const HIGHEST = 15;

/** Hours of each pupil, by stage and absence. */
type Hours = ReadonlyMap<string, readonly number[]>;

function hoursOf(lists: readonly (readonly number[])[]): Hours {
  return new Map(combine(Object.values(DIMENSIONS)).map((codes, at) => [codes.join(' '), lists[at] ?? []]));
}

function tabulateHours(hours: Hours, names: readonly string[]): ExactTable {
  const all = Object.keys(DIMENSIONS);
  const codes = names.map((name) => DIMENSIONS[name as keyof typeof DIMENSIONS]);
  const cells = combine(codes).map((own) => {
    const pupils = [...hours].flatMap(([key, list]) =>
      names.every((name, at) => key.split(' ')[all.indexOf(name)] === own[at]) ? list : [],
    );
    const sum: Contribution = {
      total: pupils.reduce((total, one) => total + one, 0),
      largest: [...pupils].sort((one, other) => other - one).slice(0, 2),
    };
    return { codes: own, count: pupils.length, sum };
  });
  return { dimensions: names, codes, cells };
}

function candidateFor(hours: Hours, rules: Candidate['rules']): Candidate {
  const tables = SHAPES.map((names) => tabulateHours(hours, names));
  return { release: 'r', universe: 'pupils', fixed: {}, dimensions: DIMENSIONS, tables, rules };
}

function cellAt(protection: Protection, codes: Record<string, string>): PublishedCell | undefined {
  if (protection.outcome === 'refused') throw new Error(protection.reason);
  const wanted = JSON.stringify(Object.entries(codes).map(([name, code]) => [name, [code]]));
  return protection.cells.find(({ region }) => JSON.stringify(Object.entries(region.codes)) === wanted);
}

describe('sums', () => {
  const rules = {
    suppressUpTo: 3,
    roundTo: 5,
    sum: { of: 'hours', largest: 1, share: 0.5, withinPercent: 10, roundTo: 10 },
  };
  const even = (count: number): readonly number[] => Array.from({ length: count }, () => 20);

  it('are withheld where one pupil makes up most of them, and so that this does not follow from the others', async () => {
    const hours = hoursOf([[400, ...even(8)], even(20), even(30), even(25)]);
    const protection = await protectRelease(candidateFor(hours, rules), EMPTY);
    expect(cellAt(protection, { stage: 's1', absence: 'a1' })).toMatchObject({ shown: 10, sum: null });
    const line = [cellAt(protection, { stage: 's1' }), cellAt(protection, { stage: 's1', absence: 'a2' })];
    expect(line.map((cell) => cell?.sum)).toContain(null);
    const column = [cellAt(protection, { absence: 'a1' }), cellAt(protection, { stage: 's2', absence: 'a1' })];
    expect(column.map((cell) => cell?.sum)).toContain(null);
  });

  it('are withheld wherever the count is, and rounded where they are told', async () => {
    const hours = hoursOf([even(2), even(20), even(30), [...even(25), 7]]);
    const protection = await protectRelease(candidateFor(hours, rules), EMPTY);
    if (protection.outcome === 'refused') throw new Error(protection.reason);
    for (const { shown, sum } of protection.cells) if (shown === null) expect(sum).toBeNull();
    const told = protection.cells.flatMap(({ sum }) => (typeof sum === 'number' ? [sum] : []));
    expect(told.length).toBeGreaterThan(0);
    for (const sum of told) expect(sum % 10).toBe(0);
  });

  it('tell nobody who tries every table that a group is not empty, nor any withheld sum closely', async () => {
    const tiny = {
      suppressUpTo: 1,
      roundTo: 1,
      sum: { of: 'hours', largest: 1, share: 0.9, withinPercent: 10, roundTo: 3 },
    };
    const width = (tiny.suppressUpTo + 1) * tiny.sum.roundTo;
    const pupils = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(pupils, { minLength: 4, maxLength: 4 }), async (lists) => {
        const protection = await protectRelease(candidateFor(hoursOf(lists), tiny), EMPTY);
        if (protection.outcome === 'refused') return;
        const sums = protection.cells.map(({ sum, ...cell }) => ({
          ...cell,
          shown: sum ?? null,
          rules: { suppressUpTo: -1, roundTo: 3 },
        }));
        const attacker = new ExhaustiveAttacker(sums, { pupils: DIMENSIONS }, { highest: HIGHEST, guesses: false });
        for (const { region, sum, isSmall, shown } of protection.cells) {
          if (sum !== null) continue;
          const can = (value: number): boolean => attacker.canBe({ plus: [region] }, value, value);
          const numbers = Array.from({ length: 4 * HIGHEST }, (_, value) => value);
          const [least, most] = [numbers.find(can) ?? NaN, numbers.findLast(can) ?? NaN];
          expect(most - least).toBeGreaterThanOrEqual(width);
          if (shown === null && isSmall) expect(least).toBe(0);
        }
      }),
      { numRuns: 20, seed: 2 },
    );
  });

  it('are held against earlier sums of the same, and not against sums of something else', async () => {
    const many = (each: number): readonly number[] => Array.from({ length: 20 }, () => each);
    const withheld = hoursOf([[400, ...many(2)], many(2), many(2), many(2)]);
    const first = await protectRelease({ ...candidateFor(withheld, rules), release: 'first' }, EMPTY);
    if (first.outcome === 'refused') throw new Error(first.reason);
    expect(cellAt(first, { stage: 's1', absence: 'a1' })?.sum).toBeNull();
    const ledger = { cells: first.cells, subsets: [], dimensions: { pupils: DIMENSIONS } };
    const laxer = { ...rules.sum, share: 0.99, withinPercent: 0.1 };
    const again = (of: string): Candidate => candidateFor(withheld, { ...rules, sum: { ...laxer, of } });
    expect(await protectRelease(again('hours'), ledger)).toMatchObject({ because: 'difference', releases: ['first'] });
    expect(await protectRelease(again('minutes'), ledger)).toMatchObject({ outcome: 'released' });
  });

  it('are not made up where a cell has none', async () => {
    const { tables, ...rest } = candidateFor(hoursOf([even(9), even(9), even(9), even(9)]), rules);
    const without = tables.map((table) => ({
      ...table,
      cells: table.cells.map(({ codes, count }) => ({ codes, count })),
    }));
    await expect(protectRelease({ ...rest, tables: without }, EMPTY)).rejects.toThrow('a cell has no sum');
  });
});
