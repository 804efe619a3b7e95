import { CODE_LISTS, isMonthDimension, type Dimension } from '../../../schema/aggregate-codes.ts';
import type { AggregatePeriod } from '../../../schema/aggregate-period.ts';

/** All codes of a dimension in their order; of a month those that are counted. */
export function codesOf(dimension: Dimension, period: AggregatePeriod): readonly string[] {
  return isMonthDimension(dimension) ? period.months : CODE_LISTS[dimension].map(({ code }) => code);
}

/** The dimensions that the tables of a definition show, each once. */
export function shownDimensions(tables: readonly (readonly Dimension[])[]): readonly Dimension[] {
  return [...new Set(tables.flat())];
}
