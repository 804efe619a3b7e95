import { isMonthDimension, type Dimension } from '../../../schema/aggregate-codes.ts';
import type { AggregatePeriod } from '../../../schema/aggregate-period.ts';
import { agencyOfMeasure, type Measure } from '../../../schema/measure.ts';

/** What is still open on the last day counted can be another code a month later. */
const TURNS_WITH_DAY: readonly Dimension[] = ['preAssessment', 'inTime', 'talkHeld'];
/** Taken on the last day of the period. */
const TURNS_WITH_PERIOD: readonly Dimension[] = ['ageBand'];

/**
 * What the audit calls a dimension of a measure. Two agencies may keep two districts of one person, and one report is in two age
 * bands in two periods, so those are different attributes; a month is a month.
 */
export function attributeOf(dimension: Dimension, { name, additive }: Measure, period: AggregatePeriod): string {
  if (isMonthDimension(dimension)) return dimension;
  const attribute = `${agencyOfMeasure(name)}.${dimension}`;
  if (!additive) return attribute;
  if (TURNS_WITH_DAY.includes(dimension)) return `${attribute}@${period.countedUntil}`;
  return TURNS_WITH_PERIOD.includes(dimension) ? `${attribute}@${period.until}` : attribute;
}
