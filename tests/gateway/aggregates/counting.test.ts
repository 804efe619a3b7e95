import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf } from '../../../gateway/aggregates/counting/codes-of.ts';
import { openCounting } from '../../../gateway/aggregates/counting/open-counting.ts';
import { tabulate } from '../../../gateway/aggregates/counting/tabulate.ts';
import { monthNumber } from '../../../gateway/aggregates/month-number.ts';
import { definitionOf, formsFor, periodOf } from './definitions.ts';

/** A source by person: the codes of the person's rows. */
type Rows = ReadonlyMap<number, readonly (readonly number[])[]>;

/** Feeds each source's rows and counts them; gives the counts by codes, written `a,b`. */
async function countAll(id: string, period: string, sources: readonly Rows[]): Promise<Record<string, number>> {
  const counting = await openCounting(definitionOf(id), formsFor(id, period));
  try {
    sources.forEach((rows, at) => {
      for (const [person, all] of rows) {
        for (const codes of all) counting.sinks[at]?.takeToken(person, person * 7, Uint16Array.from(codes));
      }
    });
    const { cells } = await counting.count();
    return Object.fromEntries(cells.map(({ codes, count }) => [codes.join(), count]));
  } finally {
    counting.close();
  }
}

const persons = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<ReadonlyMap<number, Value>> =>
  fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), value), { maxLength: 60 }).map((entries) => new Map(entries));

function tally(codes: Iterable<readonly string[]>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const own of codes) counts[own.join()] = (counts[own.join()] ?? 0) + 1;
  return counts;
}

describe('a blind join', () => {
  const period = periodOf('2026-VT');
  const districts = codesOf('district', period);
  const ages = codesOf('ageBand', period);
  const sexes = codesOf('sex', period);
  const place = (codes: readonly string[]): fc.Arbitrary<number> => fc.nat(codes.length - 1);

  it('counts who is in two sources, by the codes of one of them', async () => {
    const absent = persons(fc.tuple(place(districts), place(ages)).map((codes) => [codes]));
    await fc.assert(
      fc.asyncProperty(persons(fc.constant([[]])), absent, async (incidents, long) => {
        const both = [...long].filter(([person]) => incidents.has(person));
        const expected = tally(both.map(([, [codes]]) => [districts[codes![0]]!, ages[codes![1]]!]));
        expect(await countAll('incidents-and-absence', '2026-VT', [incidents, long])).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('counts who is in three, by the codes of different ones', async () => {
    const reported = persons(place(sexes).map((code) => [[code]]));
    const absent = persons(place(ages).map((code) => [[code]]));
    await fc.assert(
      fc.asyncProperty(persons(fc.constant([[]])), reported, absent, async (incidents, social, school) => {
        const all = [...social].filter(([person]) => incidents.has(person) && school.has(person));
        const expected = tally(all.map(([person, [sex]]) => [ages[school.get(person)![0]![0]!]!, sexes[sex![0]!]!]));
        expect(await countAll('known-to-three', '2026-VT', [incidents, social, school])).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps more rows than a chunk of the engine holds', async () => {
    const many = new Map(Array.from({ length: 5_000 }, (_, person) => [person, [[]]]));
    const some = new Map(Array.from({ length: 4_500 }, (_, at) => [at * 2, [[at % 9, at % 6]]]));
    const counts = await countAll('incidents-and-absence', '2026-VT', [many, some]);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(2_500);
  });

  it('tells tokens apart that differ in their first or their last bit', async () => {
    const counting = await openCounting(
      definitionOf('incidents-and-absence'),
      formsFor('incidents-and-absence', '2026-VT'),
    );
    const tokens = [
      [0, 0],
      [0x80000000, 0],
      [0, 1],
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xfffffffe],
    ] as const;
    for (const [high, low] of tokens) counting.sinks[0]?.takeToken(high, low, new Uint16Array());
    for (const [high, low] of tokens.slice(1, 4)) counting.sinks[1]?.takeToken(high, low, Uint16Array.from([0, 0]));
    expect((await counting.count()).cells.map(({ count }) => count)).toEqual([3]);
    counting.close();
  });
});

describe('a source that is looked up', () => {
  const first = monthNumber('2025-01');
  const starts = persons(fc.nat(11).map((at) => [[first + at]]));
  const suspected = persons(
    fc.uniqueArray(fc.integer({ min: -6, max: 11 }), { maxLength: 6 }).map((all) => all.map((at) => [first + at])),
  );

  function sideOf(start: number, months: readonly number[]): string {
    const isBefore = months.some((month) => month < start && month >= start - 6);
    const isAfter = months.some((month) => month > start && month <= start + 6);
    if (isBefore && isAfter) return 'BOTH';
    return isBefore ? 'BEFORE' : isAfter ? 'AFTER' : 'NEITHER';
  }

  it('drops nobody, and tells on which side of the start there was something', async () => {
    await fc.assert(
      fc.asyncProperty(starts, suspected, async (members, months) => {
        const sides = [...members].map(([person, [start]]) => [
          sideOf(
            start![0]!,
            (months.get(person) ?? []).map(([month]) => month!),
          ),
        ]);
        expect(await countAll('sig-suspicions-around-start', '2025', [members, months])).toEqual(tally(sides));
      }),
      { numRuns: 60 },
    );
  });

  it('takes the month of the start for neither, six months for near and seven for far', async () => {
    const start = monthNumber('2025-08');
    const near = [0, -6, 6, -7, 7].map((apart, person) => [person, [[start + apart]]] as const);
    const members = new Map(near.map(([person]) => [person, [[start]]]));
    expect(await countAll('sig-suspicions-around-start', '2025', [members, new Map(near)])).toEqual({
      NEITHER: 3,
      BEFORE: 1,
      AFTER: 1,
    });
  });
});

describe('counts that an agency made', () => {
  it('are added up to what is shown, and their two largest contributors are kept', async () => {
    const definition = definitionOf('unexcused-absence');
    const period = periodOf('2026-VT');
    const counting = await openCounting(definition, formsFor('unexcused-absence', '2026-VT'));
    const sink = counting.sinks[0]!;
    sink.takeCount({ codes: [1, 3], count: 5, sum: 300, largest: 120, second: 90 });
    sink.takeCount({ codes: [1, 2], count: 9, sum: 200, largest: 100, second: 95 });
    sink.takeCount({ codes: [0, 3], count: 1, sum: 110, largest: 110, second: 0 });
    const crossing = await counting.count();
    counting.close();
    const byStage = tabulate(crossing, ['schoolStage'], period).cells;
    expect(byStage).toEqual([
      { codes: ['F_6'], count: 1, sum: { total: 110, largest: [110] } },
      { codes: ['7_9'], count: 14, sum: { total: 500, largest: [120, 100] } },
      { codes: ['GYMNASIUM'], count: 0, sum: { total: 0, largest: [] } },
    ]);
    const crossed = tabulate(crossing, ['schoolStage', 'unexcusedAbsence'], period);
    expect(crossed.cells).toHaveLength(12);
    expect(crossed.cells.reduce((sum, { count }) => sum + count, 0)).toBe(15);
  });

  it('have every month that is counted, also one in which nothing was', () => {
    const table = tabulate({ dimensions: ['month'], hasSum: false, cells: [] }, ['month'], periodOf('2026-HT'));
    expect(table.cells.map(({ codes, count }) => [...codes, count])).toEqual([
      ['2026-07', 0],
      ['2026-08', 0],
      ['2026-09', 0],
    ]);
  });
});

describe('a month', () => {
  it.each([
    ['2026-01', -1, '2025-12'],
    ['2025-12', 1, '2026-01'],
    ['2025-07', -6, '2025-01'],
    ['2025-07', 17, '2026-12'],
  ])('%s and %i months', (month, more, expected) => {
    expect(monthNumber(expected) - monthNumber(month)).toBe(more);
  });
});
