import { monthOf, monthsBetween, type AggregatePeriod } from '../../schema/aggregate-period.ts';
import type { AggregateDefinition } from './definition.ts';

/** The days of which one source of a definition is counted. */
export interface CountedSpan {
  /** First day, YYYY-MM-DD. */
  readonly from: string;
  /** The day after the last one. */
  readonly until: string;
  /** `YYYY-MM`, in order. */
  readonly months: readonly string[];
}

type Source = AggregateDefinition['sources'][number];

/** A source that a derivation looks around in is counted as far before the period as after it, so that both sides weigh the same. */
export function countedSpan({ derived }: AggregateDefinition, source: Source, period: AggregatePeriod): CountedSpan {
  const reaches = derived !== undefined && source.dimensions.includes(derived.of);
  const from = reaches ? addMonths(period.from, -derived.months) : period.from;
  const until = reaches ? addMonths(period.until, derived.months) : period.countedUntil;
  return { from, until, months: monthsBetween(from, until) };
}

/** Whether a period can be asked for: at any time while it runs, or only when all that the definition counts in it is over. */
export function canBeAsked(
  { period: { whole }, derived }: AggregateDefinition,
  period: AggregatePeriod,
  now: Date,
): boolean {
  return !whole || addMonths(period.until, derived?.months ?? 0) <= `${monthOf(now)}-01`;
}

/** The first of the month so many months later. */
function addMonths(day: string, more: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + more, 1)).toISOString().slice(0, 10);
}
