import { describe, expect, it } from 'vitest';
import { CODE_LISTS, type Dimension } from '../../../schema/aggregate-codes.ts';
import { combineCodes } from '../../../subgraphs/platform/aggregates/code-combinations.ts';

const MONTHS = ['2026-07', '2026-08'];

describe('the combinations of codes', () => {
  it.each<readonly Dimension[][]>([
    [['district', 'ageBand']],
    [['sex']],
    [[]],
    [['month', 'source', 'repeat']],
    [['suspicionMonth']],
  ])('of %j are numbered, each once', (dimensions) => {
    const combinations = combineCodes(dimensions, MONTHS);
    const all = Array.from({ length: combinations.count }, (_, number) => combinations.codesOf(number));
    expect(all.map((codes) => combinations.numberOf(codes))).toEqual(all.map((_, number) => number));
    const sizes = dimensions.map((name) =>
      name === 'month' || name === 'suspicionMonth' ? 2 : CODE_LISTS[name as 'sex'].length,
    );
    expect(combinations.count).toBe(sizes.reduce((product, size) => product * size, 1));
  });

  it('refuse a code that no list has, a month that is not counted, and a row of another form', () => {
    const combinations = combineCodes(['month', 'sex'], MONTHS);
    expect(combinations.numberOf(['2026-08', 'MALE'])).toBeGreaterThan(0);
    for (const codes of [
      ['2026-08', 'OTHER'],
      ['2026-09', 'MALE'],
      ['2026-08'],
      ['2026-08', 'MALE', 'D01'],
      ['2026-08', '\\N'],
    ]) {
      expect(() => combinations.numberOf(codes)).toThrow(TypeError);
    }
  });
});
