import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger, PublishedCell, Rules } from '../../../gateway/disclosure-control/publication.ts';
import { protectRelease } from '../../../gateway/disclosure-control/protect-release.ts';
import { candidateOf, EMPTY, ledgerOf, truthOf, type Truth } from './count-table.ts';
import { ExhaustiveAttacker, listAttacks } from './exhaustive-attacker.ts';

const RULES: Rules = { suppressUpTo: 2, roundTo: 3 };
const DIMENSIONS = { month: ['m1', 'm2'], source: ['s1', 's2'], district: ['d1', 'd2'] };
const HIGHEST = 20;
const small = fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, { weight: 2, arbitrary: fc.nat(8) });
const truths = fc.array(small, { minLength: 8, maxLength: 8 }).map((counts) => truthOf(DIMENSIONS, counts));
const shapes = fc.uniqueArray(
  fc.constantFrom('month', 'source', 'district', 'month source', 'source district', 'month district'),
  { minLength: 1, maxLength: 4 },
);
const split = (names: readonly string[]): readonly (readonly string[])[] => names.map((name) => name.split(' '));

function attack(cells: readonly PublishedCell[], guesses: boolean): readonly unknown[] {
  const attacker = new ExhaustiveAttacker(cells, { reports: DIMENSIONS }, { highest: HIGHEST, guesses });
  return listAttacks(cells, { guesses }).filter((sought) => attacker.exposes(sought, sought.threshold));
}

function fitsTruth(cells: readonly PublishedCell[], truth: Truth): boolean {
  return cells.every(({ region, shown, isSmall, rules }) => {
    const all = Object.entries(truth.dimensions);
    let count = 0;
    const add = (codes: Record<string, string>, at: number): void => {
      const [name, list] = all[at] ?? ['', []];
      if (at === all.length) count += truth.count(codes);
      else for (const code of region.codes[name] ?? list) add({ ...codes, [name]: code }, at + 1);
    };
    add({}, 0);
    if (shown === null) return !isSmall || count <= rules.suppressUpTo;
    return count > rules.suppressUpTo && Math.abs(count - shown) <= (rules.roundTo - 1) / 2;
  });
}

describe('an attacker who tries every table', () => {
  it('counts nothing closer than promised in one release, whether or not it guesses which marks are small', async () => {
    await fc.assert(
      fc.asyncProperty(truths, shapes, async (truth, names) => {
        const protection = await protectRelease(candidateOf('r', truth, split(names), { rules: RULES }), EMPTY);
        if (protection.outcome === 'refused') return;
        expect(fitsTruth(protection.cells, truth)).toBe(true);
        expect(attack(protection.cells, true)).toEqual([]);
        expect(attack(protection.cells, false)).toEqual([]);
      }),
      { numRuns: 40, seed: 4 },
    );
  });

  it.each(['refuse', 'hide'] as const)(
    'counts nothing closer from a series of releases (%s)',
    async (besideEarlier) => {
      const wanted = fc.array(fc.tuple(shapes, fc.constantFrom(['m1'], ['m2'], ['m1', 'm2'])), {
        minLength: 2,
        maxLength: 3,
      });
      let released = 0;
      await fc.assert(
        fc.asyncProperty(truths, wanted, async (truth, series) => {
          let ledger: Ledger = ledgerOf([], { reports: DIMENSIONS });
          for (const [at, [names, month]] of series.entries()) {
            const candidate = candidateOf(`r${at}`, truth, split(names), { fixed: { month }, rules: RULES });
            const protection = await protectRelease(candidate, ledger, besideEarlier);
            if (protection.outcome === 'refused') {
              expect(protection.because).not.toBe('unproven');
              continue;
            }
            released += 1;
            ledger = { ...ledger, cells: [...ledger.cells, ...protection.cells] };
          }
          expect(fitsTruth(ledger.cells, truth)).toBe(true);
          expect(attack(ledger.cells, true)).toEqual([]);
        }),
        { numRuns: 25, seed: 5 },
      );
      expect(released).toBeGreaterThan(25);
    },
  );
});
