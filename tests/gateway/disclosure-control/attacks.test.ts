import { describe, expect, it } from 'vitest';
import { markSmall } from '../../../gateway/disclosure-control/mark-small.ts';
import { protectRelease } from '../../../gateway/disclosure-control/protect-release.ts';
import type {
  Candidate,
  Ledger,
  Protection,
  PublishedCell,
  Rules,
} from '../../../gateway/disclosure-control/publication.ts';
import { candidateOf, EMPTY, ledgerOf, truthOf, type Truth } from './count-table.ts';
import { ExhaustiveAttacker, listAttacks } from './exhaustive-attacker.ts';

const RULES: Rules = { suppressUpTo: 7, roundTo: 5 };
const DIMENSIONS = { month: ['m1', 'm2', 'm3'], district: ['d1', 'd2', 'd3'] };
/** In each district the third month brings few: what an edition a month later lets one take away. */
const TRUTH = truthOf(DIMENSIONS, [30, 25, 41, 22, 33, 38, 3, 24, 35]);

function cellsOf(protection: Protection): readonly PublishedCell[] {
  if (protection.outcome === 'refused') throw new Error(protection.reason);
  return protection.cells;
}

async function publishAll(candidates: readonly Candidate[], dimensions: Ledger['dimensions']): Promise<Ledger> {
  let ledger = ledgerOf([], dimensions);
  for (const candidate of candidates) {
    ledger = { ...ledger, cells: [...ledger.cells, ...cellsOf(await protectRelease(candidate, ledger))] };
  }
  return ledger;
}

const edition = (release: string, month: readonly string[], truth: Truth = TRUTH): Candidate =>
  candidateOf(release, truth, [['district']], { fixed: { month }, rules: RULES });

describe('differencing', () => {
  it('refuses an edition that differs from an earlier one by a month with a small group, naming the earlier one', async () => {
    const ledger = await publishAll([edition('to m2', ['m1', 'm2'])], { reports: DIMENSIONS });
    expect(await protectRelease(edition('to m3', ['m1', 'm2', 'm3']), EMPTY)).toMatchObject({ outcome: 'released' });
    expect(await protectRelease(edition('to m3', ['m1', 'm2', 'm3']), ledger)).toMatchObject({
      outcome: 'refused',
      because: 'difference',
      releases: ['to m2'],
    });
  });

  it('hides just the district that would be exposed where it is asked to', async () => {
    const ledger = await publishAll([edition('to m2', ['m1', 'm2'])], { reports: DIMENSIONS });
    const protection = await protectRelease(edition('to m3', ['m1', 'm2', 'm3']), ledger, 'hide');
    expect(cellsOf(protection).map(({ shown }) => shown)).toEqual([null, 80, 115]);
  });

  it('releases the next edition where every district gained many', async () => {
    const many = truthOf(DIMENSIONS, [30, 25, 41, 22, 33, 38, 23, 24, 35]);
    const ledger = await publishAll([edition('to m2', ['m1', 'm2'], many)], { reports: DIMENSIONS });
    expect(await protectRelease(edition('to m3', ['m1', 'm2', 'm3'], many), ledger)).toMatchObject({
      outcome: 'released',
    });
  });

  it('refuses the terms beside the year that they make up, where one term cannot be told', async () => {
    const year = truthOf({ month: ['vt', 'ht'], district: ['d1', 'd2'] }, [40, 52, 4, 33]);
    const ledger = await publishAll([edition('vt', ['vt'], year)], { reports: year.dimensions });
    expect(await protectRelease(edition('year', ['vt', 'ht'], year), ledger)).toMatchObject({ releases: ['vt'] });
  });

  it('refuses a definition that nests its age bands otherwise than an earlier one', async () => {
    const ages = truthOf({ age: ['13', '14', '15'] }, [42, 5, 37]);
    const upTo13 = candidateOf('up to 13', ages, [['age']], { fixed: { age: ['13'] }, rules: RULES });
    const confined = (release: string, age: readonly string[]): Candidate => ({
      ...upTo13,
      release,
      fixed: { age },
      tables: [{ dimensions: [], codes: [], cells: [{ codes: [], count: age.length === 1 ? 42 : 47 }] }],
    });
    const ledger = await publishAll([confined('up to 13', ['13'])], { reports: ages.dimensions });
    const refused = await protectRelease(confined('up to 14', ['13', '14']), ledger);
    expect(refused).toMatchObject({ because: 'difference', releases: ['up to 13'] });
  });

  it('refuses all districts but one beside all districts', async () => {
    const total = (release: string, district: readonly string[], count: number): Candidate => ({
      ...edition(release, []),
      fixed: { district },
      tables: [{ dimensions: [], codes: [], cells: [{ codes: [], count }] }],
    });
    const ledger = await publishAll([total('all', ['d1', 'd2', 'd3'], 88)], { reports: DIMENSIONS });
    const refused = await protectRelease(total('all but d3', ['d1', 'd2'], 85), ledger);
    expect(refused).toMatchObject({ because: 'difference', releases: ['all'] });
  });
});

describe('a tracker', () => {
  it('gains nothing by padding a small group with a large one that is known', async () => {
    const truth = truthOf({ group: ['small', 'padding', 'rest'] }, [4, 60, 71]);
    const asked = (release: string, group: readonly string[], count: number): Candidate => ({
      ...candidateOf(release, truth, [['group']], { rules: RULES }),
      fixed: { group },
      tables: [{ dimensions: [], codes: [], cells: [{ codes: [], count }] }],
    });
    const ledger = await publishAll([asked('padding', ['padding'], 60)], { reports: truth.dimensions });
    const padded = await protectRelease(asked('small and padding', ['small', 'padding'], 64), ledger);
    expect(padded).toMatchObject({ because: 'difference', releases: ['padding'] });
  });
});

describe('who knows from elsewhere that somebody is counted', () => {
  const truth = truthOf({ district: ['d1', 'd2'], reason: ['violence', 'absence', 'other'] }, [3, 2, 24, 13, 16, 21]);

  it('learns neither what the person is counted for nor how many others there are', async () => {
    const tables = [['district'], ['reason'], ['district', 'reason']];
    const cells = cellsOf(await protectRelease(candidateOf('r', truth, tables, { rules: RULES }), EMPTY));
    const groupOf = (reason: readonly string[]): PublishedCell['region'] => ({
      universe: 'reports',
      codes: { district: ['d1'], reason },
    });
    const attacker = new ExhaustiveAttacker(
      cells,
      { reports: truth.dimensions },
      { knows: [groupOf(['violence', 'absence'])], highest: 60, guesses: false },
    );
    for (const reason of ['violence', 'absence']) {
      const group = { plus: [groupOf([reason])] };
      expect(attacker.canBe(group, 0, 0), `nobody for ${reason}`).toBe(true);
      expect(attacker.canBe(group, 1, 1), `the person alone for ${reason}`).toBe(true);
      expect(attacker.canBe(group, 7, Infinity), `many for ${reason}`).toBe(true);
    }
    expect(attacker.canBe({ plus: [groupOf(['violence', 'absence'])] }, 0, 0), 'what is known').toBe(false);
  });
});

describe('asking again', () => {
  it('gives the same answer to the same question, so that there is nothing to average', async () => {
    const candidate = candidateOf('r', TRUTH, [['month'], ['district'], ['month', 'district']], { rules: RULES });
    const [first, second] = [await protectRelease(candidate, EMPTY), await protectRelease(candidate, EMPTY)];
    expect(cellsOf(second)).toEqual(cellsOf(first));
  });

  it('gives it also beside the answer that was given before', async () => {
    const candidate = candidateOf('r', TRUTH, [['month'], ['district'], ['month', 'district']], { rules: RULES });
    const first = cellsOf(await protectRelease(candidate, EMPTY));
    const again = await protectRelease({ ...candidate, release: 'again' }, ledgerOf(first, { reports: DIMENSIONS }));
    expect(cellsOf(again).map(({ shown }) => shown)).toEqual(first.map(({ shown }) => shown));
  });
});

describe('linked universes', () => {
  const dimensions = { persons: { district: ['d1', 'd2'] }, both: { district: ['d1', 'd2'] } };
  const subsets = [['both', 'persons']] as const;
  const of = (universe: string, counts: readonly number[]): Candidate =>
    candidateOf(universe, truthOf(dimensions.persons, counts), [['district']], { rules: RULES, universe });

  it('refuses the persons with both beside the persons with one, where few have one only', async () => {
    const ledger = { ...(await publishAll([of('persons', [40, 52])], dimensions)), subsets };
    expect(await protectRelease(of('both', [36, 20]), { ...ledger, subsets: [] })).toMatchObject({
      outcome: 'released',
    });
    expect(await protectRelease(of('both', [36, 20]), ledger)).toMatchObject({
      because: 'difference',
      releases: ['persons'],
    });
    expect(await protectRelease(of('both', [22, 20]), ledger)).toMatchObject({ outcome: 'released' });
  });

  it('keeps the promise to an attacker who tries every pair of tables', async () => {
    const rules: Rules = { suppressUpTo: 2, roundTo: 3 };
    const universes = { outer: { a: ['a1', 'a2'], b: ['b1', 'b2'] }, inner: { a: ['a1', 'a2'], b: ['b1', 'b2'] } };
    const inside = [['inner', 'outer']] as const;
    for (const [outer, inner] of [
      [
        [3, 4, 0, 6],
        [3, 1, 0, 5],
      ],
      [
        [7, 2, 4, 4],
        [4, 2, 0, 4],
      ],
      [
        [1, 9, 3, 0],
        [0, 9, 3, 0],
      ],
      [
        [5, 5, 5, 5],
        [2, 3, 1, 4],
      ],
    ] as const) {
      const shapes = [['a'], ['b'], ['a', 'b']];
      const first = cellsOf(
        await protectRelease(
          candidateOf('o', truthOf(universes.outer, outer), shapes, { rules, universe: 'outer' }),
          EMPTY,
        ),
      );
      const second = await protectRelease(
        candidateOf('i', truthOf(universes.inner, inner), shapes, { rules, universe: 'inner' }),
        { cells: first, subsets: inside, dimensions: universes },
        'hide',
      );
      const cells = [...first, ...(second.outcome === 'released' ? second.cells : [])];
      for (const guesses of [true, false]) {
        const attacker = new ExhaustiveAttacker(cells, universes, { subsets: inside, highest: 12, guesses });
        expect(
          listAttacks(cells, { subsets: inside, guesses }).filter((one) => attacker.exposes(one, one.threshold)),
        ).toEqual([]);
      }
    }
  });
});

describe('without the audit', () => {
  const rules: Rules = { suppressUpTo: 2, roundTo: 3 };
  const dimensions = { source: ['s1', 's2'], district: ['d1', 'd2'] };
  const candidate = candidateOf(
    'r',
    truthOf(dimensions, [10, 2, 6, 6]),
    [['source'], ['district'], ['source', 'district']],
    { rules },
  );
  const attack = (cells: readonly PublishedCell[]): readonly unknown[] => {
    const attacker = new ExhaustiveAttacker(cells, { reports: dimensions }, { highest: 20, guesses: false });
    return listAttacks(cells, { guesses: false }).filter((one) => attacker.exposes(one, one.threshold));
  };

  it('suppression and rounding alone lose to an attacker who tries every table; with the audit they do not', async () => {
    expect(attack(markSmall(candidate)).length).toBeGreaterThan(0);
    expect(attack(cellsOf(await protectRelease(candidate, EMPTY)))).toEqual([]);
  });
});
