import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCandidate } from '../../../gateway/disclosure-control/check-candidate.ts';
import { buildCliqueTree } from '../../../gateway/disclosure-control/clique-tree.ts';
import { isDominated } from '../../../gateway/disclosure-control/dominance.ts';
import { markSmall } from '../../../gateway/disclosure-control/mark-small.ts';
import { rangeOfCount } from '../../../gateway/disclosure-control/known-range.ts';
import type { Candidate, PublishedCell, Rules } from '../../../gateway/disclosure-control/publication.ts';
import { relatedCells } from '../../../gateway/disclosure-control/related-cells.ts';
import { roundFigure } from '../../../gateway/disclosure-control/round-figure.ts';
import { candidateOf, truthOf } from './count-table.ts';

const RULES: Rules = { suppressUpTo: 7, roundTo: 5 };
const TRUTH = truthOf({ source: ['s1', 's2'], district: ['d1', 'd2'] }, [30, 4, 8, 0]);

describe('rounding', () => {
  it('shows a count as a multiple of the base from which it is found back only as one of the whole base', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.integer({ min: 1, max: 20 }), fc.nat(12), (count, roundTo, suppressUpTo) => {
        fc.pre(count > suppressUpTo);
        const shown = roundFigure(count, roundTo);
        const numbers = Array.from({ length: 2100 }, (_, number) => number);
        const alike = numbers.filter((number) => number > suppressUpTo && roundFigure(number, roundTo) === shown);
        const cell = { shown, isSmall: false, rules: { suppressUpTo, roundTo } } as PublishedCell;
        expect(shown % roundTo).toBe(0);
        expect(rangeOfCount(cell)).toEqual({ least: alike[0], most: alike.at(-1) });
      }),
      { numRuns: 200 },
    );
  });

  it('suppresses 0 to 7, shows 8 as 10, and never shows less', () => {
    const counts = Array.from({ length: 16 }, (_, count) => count);
    const truth = truthOf({ code: counts.map(String) }, counts);
    const shown = markSmall(candidateOf('r', truth, [['code']], { rules: RULES })).map((cell) => cell.shown);
    expect(shown).toEqual([...Array.from({ length: 8 }, () => null), 10, 10, 10, 10, 10, 15, 15, 15]);
  });
});

describe('dominance', () => {
  it('wants to know the contributions that it takes together', () => {
    const rules = { of: 'hours', largest: 2, share: 0.8, withinPercent: 10, roundTo: 10 };
    expect(() => isDominated({ total: 100, largest: [60] }, rules)).toThrow('needs the 2 largest contributions');
    expect(isDominated({ total: 60, largest: [60] }, rules)).toBe(true);
    expect(isDominated({ total: 0, largest: [] }, rules)).toBe(false);
  });
});

describe('the crossings of dimensions', () => {
  const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
  const sizes = new Map(NAMES.map((name) => [name, 3]));
  const scopes = fc.array(fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 7,
  });

  it('have every scope in one of them, and make a tree in which a dimension stays together', () => {
    fc.assert(
      fc.property(scopes, (wanted) => {
        const tree = buildCliqueTree(wanted, sizes);
        for (const scope of wanted) {
          expect(tree.some(({ dimensions }) => scope.every((name) => dimensions.includes(name)))).toBe(true);
        }
        for (const [at, { parent, separator, dimensions }] of tree.entries()) {
          if (at === 0) expect(parent).toBeNull();
          else expect(separator).toEqual(dimensions.filter((name) => tree[parent!]!.dimensions.includes(name)));
        }
        for (const name of NAMES) {
          const having = tree.filter(({ dimensions }) => dimensions.includes(name));
          const tied = having.filter(({ separator }) => separator.includes(name));
          if (having.length > 0) expect(tied.length).toBe(having.length - 1);
        }
      }),
    );
  });
});

describe('exact tables', () => {
  const good = candidateOf('r', TRUTH, [['source'], ['source', 'district']], { rules: RULES });
  const [bySource, crossed] = [good.tables[0]!, good.tables[1]!];

  it.each<[string, Partial<Candidate>]>([
    ['there is no table', { tables: [] }],
    ['table 0: not every combination is there once', { tables: [{ ...bySource, cells: bySource.cells.slice(1) }] }],
    [
      'table 0: not every combination is there once',
      { tables: [{ ...bySource, cells: [bySource.cells[0]!, bySource.cells[0]!] }] },
    ],
    [
      'table 0: a list has not all codes',
      { tables: [{ ...bySource, codes: [['s1']], cells: bySource.cells.slice(0, 1) }] },
    ],
    ['table 0: a list has not all codes', { tables: [{ ...bySource, dimensions: ['mood'] }] }],
    [
      'table 0: a code of a cell is not in its list',
      { tables: [{ ...bySource, cells: [{ codes: ['s3'], count: 1 }, bySource.cells[1]!] }] },
    ],
    [
      'table 0: a count is no whole number',
      { tables: [{ ...bySource, cells: [{ codes: ['s1'], count: 1.5 }, bySource.cells[1]!] }] },
    ],
    [
      'table 0: a count is no whole number',
      { tables: [{ ...bySource, cells: [{ codes: ['s1'], count: -1 }, bySource.cells[1]!] }] },
    ],
    [
      'do not agree on source',
      { tables: [{ ...bySource, cells: bySource.cells.map((cell) => ({ ...cell, count: cell.count + 1 })) }, crossed] },
    ],
    ['month is fixed and no dimension', { fixed: { month: ['m1'] } }],
    ['the threshold is no whole number', { rules: { ...RULES, suppressUpTo: -1 } }],
    ['the rounding base is no whole number', { rules: { ...RULES, roundTo: 0 } }],
  ])('are refused: %s', (message, wrong) => {
    expect(() => checkCandidate(good)).not.toThrow();
    expect(() => checkCandidate({ ...good, ...wrong })).toThrow(message);
  });
});

describe('what an earlier release has to do with a new one', () => {
  const cells = (release: string, months: readonly string[], universe = 'reports'): readonly PublishedCell[] =>
    markSmall({ ...candidateOf(release, TRUTH, [['source']], { rules: RULES, universe }), fixed: { month: months } });

  it('is that it tells of the same things, or of things that such a one tells of', () => {
    const earlier = [
      ...cells('a', ['m1']),
      ...cells('b', ['m2', 'm3']),
      ...cells('c', ['m3', 'm4']),
      ...cells('d', ['m2'], 'else'),
    ];
    const related = relatedCells(cells('new', ['m4', 'm5']), { cells: earlier, subsets: [], dimensions: {} });
    expect([...new Set(related.map(({ release }) => release))]).toEqual(['b', 'c']);
    const linked = relatedCells(cells('new', ['m1']), {
      cells: earlier,
      subsets: [['else', 'reports']],
      dimensions: {},
    });
    expect([...new Set(linked.map(({ release }) => release))]).toEqual(['a']);
    const all = relatedCells(cells('new', ['m2']), { cells: earlier, subsets: [['else', 'reports']], dimensions: {} });
    expect([...new Set(all.map(({ release }) => release))]).toEqual(['b', 'c', 'd']);
  });
});
