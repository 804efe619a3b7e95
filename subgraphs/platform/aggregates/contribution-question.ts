import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import { isMonthDimension, type Dimension } from '../../../schema/aggregate-codes.ts';
import { countedSpan } from '../../../policies/aggregates/counted-span.ts';
import type { AggregatePeriod } from '../../../schema/aggregate-period.ts';
import { columnName } from '../define-table.ts';
import { PERIOD } from './measure-sql.ts';
import { viewName, type PublishedMeasure } from './published-measure.ts';

/** What of one measure an agency reads for one run. */
export interface ContributionQuestion {
  readonly measure: PublishedMeasure;
  readonly dimensions: readonly Dimension[];
  /** The sum that goes with the counts; null for none. */
  readonly sum: string | null;
  /** First day that is counted, YYYY-MM-DD. */
  readonly countedFrom: string;
  /** The day after the last one that is counted. */
  readonly countedUntil: string;
  /** The day after the last one of the whole period. */
  readonly periodEnd: string;
  /** The months that are counted. */
  readonly months: readonly string[];
  /** Whether tokens that match nobody hide how many there are of each combination of codes. */
  readonly isPadded: boolean;
}

type Source = AggregateDefinition['sources'][number];

/** Reads from a definition what one of its sources sends for a period, and no more. */
export function askSource(
  definition: AggregateDefinition,
  {
    source,
    measure,
    period,
  }: { readonly source: Source; readonly measure: PublishedMeasure; readonly period: AggregatePeriod },
): ContributionQuestion {
  const { sum, sources } = definition;
  const { from: countedFrom, until: countedUntil, months } = countedSpan(definition, source, period);
  const { until: periodEnd } = period;
  // Tokens of a source that others are only looked up for all count, so there none may be invented.
  const isJoinedTo = !source.optional && sources.some(({ optional }) => optional);
  return {
    ...{ measure, dimensions: source.dimensions, countedFrom, countedUntil, periodEnd },
    sum: measure.kind === 'count' ? (sum?.of ?? null) : null,
    months,
    isPadded: measure.kind === 'tokens' && sources.length > 1 && !isJoinedTo,
  };
}

/** The rows of the measure that fall in the period, with the codes that are asked for as text. */
export function selectCounted({ measure, dimensions }: ContributionQuestion, columns: readonly string[]): string {
  const codes = dimensions.map((dimension) =>
    isMonthDimension(dimension) ? `to_char(counted_on, 'YYYY-MM')` : `"${columnName(dimension)}"`,
  );
  return `SELECT ${[...columns, ...codes].join(', ')} FROM measures.${viewName(measure)}
    WHERE counted_on >= ${PERIOD.from} AND counted_on < ${PERIOD.until}`;
}
