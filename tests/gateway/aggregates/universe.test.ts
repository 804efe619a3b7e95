import { describe, expect, it } from 'vitest';
import {
  findOverlapping,
  findSubsets,
  findTurned,
  joinAttributes,
  type PlacedRelease,
} from '../../../gateway/aggregates/protection/overlap.ts';
import { universeOf, type Universe } from '../../../gateway/aggregates/protection/universe.ts';
import { DEFINITIONS, definitionOf, MEASURES, periodOf, UNIVERSES } from './definitions.ts';

const universe = (id: string, period: string, now?: Date): Universe =>
  universeOf(
    { definition: definitionOf(id), period: periodOf(period, now) },
    { measures: MEASURES, universes: UNIVERSES },
  );
const placed = (id: string, period: string): PlacedRelease => ({
  id: `${id} ${period}`,
  label: `${id} ${period}`,
  universe: universe(id, period),
});

describe('the universe of a release', () => {
  it('is that of all terms, where months add up', () => {
    const [spring, autumn] = [universe('incidents', '2026-VT'), universe('incidents', '2026-HT')];
    expect(spring.name).toBe('police.incidents');
    expect(autumn.name).toBe(spring.name);
    expect(autumn.fixed['month']).toEqual(['2026-07', '2026-08', '2026-09']);
    expect(Object.keys(spring.attributes).sort()).toEqual(['month', 'police.district', 'police.incidentType']);
  });

  it('is of one period, where persons are counted', () => {
    expect(universe('incidents-and-absence', '2026-VT')).toMatchObject({
      name: 'police.persons-in-incidents & school.pupils@2026-VT',
      // Of the pupils, only who was absent for so long.
      fixed: { 'school.unexcusedAbsence': ['20+'] },
      period: '2026-VT',
    });
  });

  it('is the same for measures that count the same things', () => {
    const reports = ['concern-report-inflow', 'pre-assessment-outcomes', 'repeat-reports'];
    expect(new Set(reports.map((id) => universe(id, '2026-VT').name))).toEqual(new Set(['socialtjanst.reports']));
    expect(universe('report-feedback', '2026-VT').name).toBe('socialtjanst.report-feedback');
    expect(universe('unexcused-absence', '2026-VT').name).toBe('school.pupils@2026-VT');
  });

  it('is not narrowed by who is looked up, and has what is derived as an attribute', () => {
    const { name, attributes } = universe('sig-suspicions-around-start', '2025');
    expect(name).toBe('socialtjanst.sig-members@2025');
    expect(Object.keys(attributes)).toEqual(['suspicionSide(6)']);
  });

  it('tells the districts of two registers apart, and what was open on another day', () => {
    expect(Object.keys(universe('known-to-three', '2026-VT').attributes)).toEqual(
      expect.arrayContaining(['police.ageBand', 'school.ageBand', 'socialtjanst.sex', 'school.district']),
    );
    const october = universe('investigation-time', '2026-HT', new Date('2026-10-15T09:00:00Z'));
    const november = universe('investigation-time', '2026-HT', new Date('2026-11-15T09:00:00Z'));
    expect(Object.keys(october.attributes)).toContain('socialtjanst.inTime@2026-10-01');
    expect(Object.keys(november.attributes)).toContain('socialtjanst.inTime@2026-11-01');
  });

  it('has every dimension that its tables are divided by, in every definition', () => {
    for (const { id, period } of DEFINITIONS.values()) {
      const { attributes } = universe(id, period.kind === 'term' ? '2026-VT' : '2025');
      expect(Object.values(attributes).every((codes) => codes.length > 1)).toBe(true);
    }
  });
});

describe('earlier releases', () => {
  it('overlap where they count the same months, also over others', () => {
    const year = { ...placed('incidents', '2026-VT'), id: 'year', universe: { ...universe('incidents', '2026-VT') } };
    const both = { month: [...periodOf('2026-VT').months, ...periodOf('2026-HT').months] };
    const wide: PlacedRelease = { ...year, universe: { ...year.universe, fixed: both } };
    const apart = placed('incidents', '2025-HT');
    const spring = placed('incidents', '2026-VT');
    const find = (earlier: readonly PlacedRelease[]): readonly string[] =>
      findOverlapping(universe('incidents', '2026-HT'), earlier).map(({ id }) => id);
    expect(find([apart, spring])).toEqual([]);
    expect(find([apart, spring, wide])).toEqual(['incidents 2026-VT', 'year']);
  });

  it('overlap where they share a source and a period', () => {
    const earlier = [
      placed('known-to-three', '2026-VT'),
      placed('known-to-three', '2025-HT'),
      placed('incidents', '2026-VT'),
      placed('unexcused-absence', '2026-VT'),
      placed('unexcused-absence', '2025-HT'),
      placed('sig-course', '2025'),
    ];
    const found = findOverlapping(universe('incidents-and-absence', '2026-VT'), earlier);
    expect(found.map(({ id }) => id)).toEqual(['known-to-three 2026-VT', 'unexcused-absence 2026-VT']);
  });

  it('lie within one another where they have more sources of one period', () => {
    const three = universe('known-to-three', '2026-VT');
    const two = universe('incidents-and-absence', '2026-VT');
    const other = universe('incidents-and-absence', '2025-HT');
    const pupils = universe('unexcused-absence', '2026-VT');
    expect(findSubsets([two, three, other, two, pupils])).toEqual([
      [two.name, pupils.name],
      [three.name, two.name],
      [three.name, pupils.name],
    ]);
  });

  it('show what has turned since, where they share months and codes as of different days', () => {
    const [october, november] = ['2026-10-15', '2026-11-15'].map((day) =>
      universe('investigation-time', '2026-HT', new Date(`${day}T09:00:00Z`)),
    );
    const earlier: PlacedRelease = { id: 'october', label: 'october', universe: october! };
    expect(findTurned(november!, [earlier])).toEqual([earlier]);
    expect(findTurned(october!, [earlier])).toEqual([]);
    expect(findTurned(universe('investigation-time', '2026-VT'), [earlier])).toEqual([]);
    const reports = ['2026-10-15', '2026-11-15'].map((day) =>
      universe('repeat-reports', '2026-HT', new Date(`${day}T09:00:00Z`)),
    );
    expect(findTurned(reports[1]!, [{ ...earlier, universe: reports[0]! }])).toEqual([]);
  });

  it('know together every month that any of them counts', () => {
    const all = [universe('incidents', '2026-VT'), universe('incidents', '2026-HT')];
    expect(joinAttributes(all)['police.incidents']?.['month']).toHaveLength(9);
  });
});
