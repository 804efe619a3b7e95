import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDefinition } from '../../../gateway/aggregates/find-definition.ts';
import { AggregateRefusal } from '../../../gateway/aggregates/aggregate-refusal.ts';
import { listParameterValues, readPeriod } from '../../../gateway/aggregates/read-period.ts';
import { DEFINITIONS, definitionOf, NOW } from './definitions.ts';

const TERM = definitionOf('concern-report-inflow');
const WHOLE_TERM = definitionOf('incidents-and-absence');
const YEAR = definitionOf('sig-course');

/** The code with which it is refused; the period when it is not. */
function read(definition: typeof TERM, parameters: readonly (readonly [string, string])[]): string {
  try {
    return readPeriod(
      definition,
      parameters.map(([name, value]) => ({ name, value })),
      NOW,
    ).name;
  } catch (error) {
    if (!(error instanceof AggregateRefusal)) throw error;
    return error.code;
  }
}

describe('the values of a parameter', () => {
  it('are the periods of which something is over, the latest first', () => {
    expect(listParameterValues(TERM, NOW)).toEqual(['2026-HT', '2026-VT', '2025-HT', '2025-VT', '2024-HT', '2024-VT']);
    expect(listParameterValues(YEAR, NOW)).toEqual(['2025', '2024']);
  });

  it('are only those that are over, where the definition counts whole periods', () => {
    expect(listParameterValues(WHOLE_TERM, NOW)[0]).toBe('2026-VT');
    expect(read(WHOLE_TERM, [['term', '2026-HT']])).toBe('AGGREGATE_PARAMETER');
    expect(read(TERM, [['term', '2026-HT']])).toBe('2026-HT');
  });

  it('can each be asked for, in every definition', () => {
    for (const definition of DEFINITIONS.values()) {
      for (const value of listParameterValues(definition, NOW)) {
        expect(read(definition, [[definition.period.kind, value]])).toBe(value);
      }
    }
  });
});

describe('nothing else can be asked through a parameter', () => {
  it.each([
    ['none', []],
    ['another name', [['period', '2026-VT']]],
    ['the name of another kind of period', [['year', '2026']]],
    ['a value of another kind', [['term', '2026']]],
    [
      'a filter beside it',
      [
        ['term', '2026-VT'],
        ['district', 'D01'],
      ],
    ],
    [
      'the name twice',
      [
        ['term', '2026-VT'],
        ['term', '2026-VT'],
      ],
    ],
    ['the name in capitals', [['Term', '2026-VT']]],
    ['a space before the name', [[' term', '2026-VT']]],
    ['a space after the value', [['term', '2026-VT ']]],
    ['a line break after the value', [['term', '2026-VT\n']]],
    ['small letters', [['term', '2026-vt']]],
    ['digits of another script', [['term', '２０２６-VT']]],
    ['an invisible letter', [['term', '2026-VT\u200b']]],
    ['a term before all registers', [['term', '2023-HT']]],
    ['a term that has not begun', [['term', '2027-VT']]],
    ['a month', [['term', '2026-03']]],
    ['two at once', [['term', '2026-VT,2025-HT']]],
    ['a range', [['term', '2025-HT..2026-VT']]],
    ['SQL', [['term', `2026-VT' OR '1'='1`]]],
    ['a pattern', [['term', '2026-%']]],
    ['nothing', [['term', '']]],
    ['what an object inherits', [['term', 'constructor']]],
    ['the name of what an object inherits', [['__proto__', '2026-VT']]],
  ] as const)('%s', (_, parameters) => {
    expect(read(TERM, parameters)).toBe('AGGREGATE_PARAMETER');
  });

  it('whatever text it is', () => {
    const values = listParameterValues(TERM, NOW);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, value) => {
        fc.pre(!(name === 'term' && values.includes(value)));
        expect(read(TERM, [[name, value]])).toBe('AGGREGATE_PARAMETER');
      }),
    );
  });
});

describe('a definition', () => {
  const find = (id: string, day: string): string => {
    try {
      return findDefinition(id, DEFINITIONS, new Date(`${day}T12:00:00Z`)).id;
    } catch (error) {
      return (error as AggregateRefusal).code;
    }
  };

  it('is found by exactly its id', () => {
    expect(find('incidents', '2026-10-15')).toBe('incidents');
    for (const id of ['Incidents', 'incidents ', '', '__proto__', 'constructor', '../incidents']) {
      expect(find(id, '2026-10-15')).toBe('AGGREGATE_UNKNOWN');
    }
  });

  it('holds until the day on which it expires', () => {
    expect(find('incidents', '2027-12-30')).toBe('incidents');
    expect(find('incidents', '2027-12-31')).toBe('AGGREGATE_EXPIRED');
  });
});
