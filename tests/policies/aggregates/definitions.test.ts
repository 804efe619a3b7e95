import { readdirSync, readFileSync } from 'node:fs';
import { stringify, parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { findFaults } from '../../../policies/aggregates/find-faults.ts';
import { loadDefinitions, parseDefinition } from '../../../policies/aggregates/load-definitions.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { CODE_LISTS, DIMENSION_NAMES, DIMENSIONS } from '../../../schema/aggregate-codes.ts';
import { readMeasures, type Measure } from '../../../schema/measure.ts';

const DIRECTORY = new URL('../../../policies/aggregates/definitions/', import.meta.url);
const policySet = loadPolicySet();
const world = { measures: readMeasures(), policySet };
const textOf = (id: string): string => readFileSync(new URL(`${id}.yaml`, DIRECTORY), 'utf8');

type Fields = Record<string, unknown>;

/** A definition as it is, with some of its fields changed. */
function changed(id: string, change: (fields: Fields) => Fields): ReturnType<typeof parseDefinition> {
  return parseDefinition(stringify(change(parse(textOf(id)) as Fields)), world.measures);
}

describe('the definitions', () => {
  const definitions = loadDefinitions(policySet);

  it('are at least the twelve that the law and the agencies call for, each with a digest of its own', () => {
    expect([...definitions.keys()]).toHaveLength(readdirSync(DIRECTORY).length);
    expect(definitions.size).toBeGreaterThanOrEqual(12);
    expect(new Set([...definitions.values()].map(({ digest }) => digest)).size).toBe(definitions.size);
  });

  it('use every agency, counts across agencies, sums and a derivation', () => {
    const all = [...definitions.values()];
    const agencies = new Set(all.flatMap(({ sources }) => sources.map(({ measure }) => measure.split('.')[0])));
    expect([...agencies].sort()).toEqual(['police', 'school', 'socialtjanst']);
    expect(all.some(({ sources }) => sources.length === 3)).toBe(true);
    expect(all.some(({ sum }) => sum !== undefined)).toBe(true);
    expect(all.some(({ derived }) => derived !== undefined)).toBe(true);
  });

  it('are the same whatever their spacing, order of keys and comments; any other word makes a new one', () => {
    const text = textOf('incidents');
    const { digest } = parseDefinition(text, world.measures);
    const reversed = Object.fromEntries(Object.entries(parse(text) as Fields).reverse());
    expect(parseDefinition(`# a comment\n${stringify(reversed, { indent: 4 })}`, world.measures).digest).toBe(digest);
    for (const [word, other] of [
      ['Händelser hos polisen', 'Händelser hos Polisen'],
      ['suppressUpTo: 7', 'suppressUpTo: 8'],
      ["'2027-12-31'", "'2028-12-31'"],
      ['staff-statistics-author', 'staff-somebody'],
    ] as const) {
      expect(text).toContain(word);
      expect(parseDefinition(text.replace(word, other), world.measures).digest).not.toBe(digest);
    }
  });

  it('are new ones when an agency counts in another way, or says something else of it', () => {
    const { digest } = parseDefinition(textOf('incidents'), world.measures);
    const incidents = world.measures.get('police.incidents');
    if (incidents === undefined) throw new Error('the police publish no incidents');
    const other = (change: Partial<Measure>): string => {
      const measures = new Map([...world.measures, ['police.incidents', { ...incidents, ...change }]]);
      return parseDefinition(textOf('incidents'), measures).digest;
    };
    expect(other({})).toBe(digest);
    expect(other({ sqlDigest: incidents.sqlDigest.replace(/^./, (first) => (first === 'a' ? 'b' : 'a')) })).not.toBe(
      digest,
    );
    expect(other({ counts: { ...incidents.counts, sv: 'Något annat' } })).not.toBe(digest);
  });
});

describe('a definition is refused', () => {
  const source = (measure: string, dimensions: readonly string[], optional = false): Fields => ({
    measure,
    dimensions,
    optional,
  });

  it.each<[string, string, (fields: Fields) => Fields, string]>([
    [
      'its threshold is lower',
      'incidents',
      (of) => ({ ...of, thresholds: { suppressUpTo: 6, roundTo: 5 } }),
      'always suppressed',
    ],
    [
      'it rounds to an even number',
      'incidents',
      (of) => ({ ...of, thresholds: { suppressUpTo: 7, roundTo: 10 } }),
      'odd number',
    ],
    [
      'nobody publishes its measure',
      'incidents',
      (of) => ({ ...of, sources: [source('police.names', ['month'])] }),
      'no agency publishes police.names',
    ],
    [
      'a dimension is not of the measure',
      'incidents',
      (of) => ({ ...of, sources: [source('police.incidents', ['source'])] }),
      'police.incidents has no source',
    ],
    ['a table shows what no source sends', 'incidents', (of) => ({ ...of, tables: [['sex']] }), 'no source sends sex'],
    ['a table names a dimension twice', 'incidents', (of) => ({ ...of, tables: [['month', 'month']] }), 'twice'],
    [
      'it joins what has no tokens',
      'known-to-three',
      (of) => ({
        ...of,
        sources: [source('police.incidents', []), source('school.persons-long-absent', ['ageBand', 'sex'])],
      }),
      'sends no tokens',
    ],
    [
      'an agency is two sources',
      'known-to-three',
      (of) => ({
        ...of,
        sources: [source('police.persons-in-incidents', ['ageBand', 'sex']), source('police.suspicion-months', [])],
      }),
      'a source once',
    ],
    [
      'all sources are optional',
      'incidents',
      (of) => ({ ...of, sources: [source('police.incidents', ['month', 'incidentType', 'district'], true)] }),
      'not optional',
    ],
    [
      'it counts persons in a period that still runs',
      'known-to-three',
      (of) => ({ ...of, period: { kind: 'term', whole: false } }),
      'whole periods',
    ],
    [
      'it sums what is no sum of the measure',
      'unexcused-absence',
      (of) => ({ ...of, sum: { ...(of['sum'] as Fields), of: 'grades' } }),
      'no sum of grades',
    ],
    [
      'it shows the months that a derivation rests on',
      'sig-suspicions-around-start',
      (of) => ({ ...of, tables: [['suspicionMonth']] }),
      'cannot be shown',
    ],
    [
      'its derivation rests on what nobody sends',
      'sig-suspicions-around-start',
      (of) => ({ ...of, sources: [source('socialtjanst.sig-members', ['sigStartMonth'])] }),
      'no source sends suspicionMonth',
    ],
  ])('when %s', (_, id, change, told) => {
    expect(findFaults(changed(id, change), world).join('; ')).toContain(told);
  });

  it.each<[string, (fields: Fields) => Fields]>([
    ['a free filter', (of) => ({ ...of, where: 'district = 1' })],
    ['a table of four dimensions', (of) => ({ ...of, tables: [['month', 'source', 'district', 'sex']] })],
    ['a dimension outside the closed lists', (of) => ({ ...of, tables: [['postalCode']] })],
    ['no author', (of) => ({ ...of, author: undefined })],
    ['no method note', (of) => ({ ...of, methodNote: undefined })],
  ])('when it has %s', (_, change) => {
    expect(() => changed('concern-report-inflow', change)).toThrow('the definition:');
  });

  it('when a row that its measure is drawn from is closed to analysts, or of another agency', () => {
    const definition = parseDefinition(textOf('incidents'), world.measures);
    const drawnFrom = (...rows: string[]): readonly string[] => {
      const measure = world.measures.get('police.incidents');
      if (measure === undefined) throw new Error('the measure is gone');
      return findFaults(definition, { ...world, measures: new Map([[measure.name, { ...measure, rows }]]) });
    };
    expect(drawnFrom('M06')).toEqual([]);
    expect(drawnFrom('M01').join()).toContain('never for statistics');
    expect(drawnFrom('M21').join()).toContain('not of police');
    expect(drawnFrom('M99').join()).toContain('no rule is about');
  });
});

describe('the closed lists', () => {
  it('name each dimension and code in both languages, each code once', () => {
    for (const dimension of DIMENSIONS) expect(DIMENSION_NAMES[dimension].swedish).not.toBe('');
    for (const codes of Object.values(CODE_LISTS)) {
      expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
      for (const { code, swedish, english } of codes) {
        expect(code).toMatch(/^[\w+-]+$/);
        expect([swedish, english].every((word) => /^[\p{L}\d]/u.test(word))).toBe(true);
      }
    }
  });
});
