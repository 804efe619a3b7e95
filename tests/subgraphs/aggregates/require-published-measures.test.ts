import { describe, expect, it } from 'vitest';
import { requirePublishedMeasures } from '../../../subgraphs/platform/aggregates/require-published-measures.ts';
import { SCHOOL_MEASURES } from '../../../subgraphs/school/school-measures.ts';

describe('an agency', () => {
  it('starts with the measures that it has published', () => {
    expect(() => {
      requirePublishedMeasures('school', SCHOOL_MEASURES);
    }).not.toThrow();
  });

  it('does not start when it counts something in another way than was approved, or no more', () => {
    const [first, ...others] = SCHOOL_MEASURES;
    const recounted = { ...first, view: `${first.view} -- counted in another way` };
    for (const measures of [[recounted, ...others], others]) {
      expect(() => {
        requirePublishedMeasures('school', measures);
      }).toThrow(first.name);
    }
  });
});
