import { listPeriods, parsePeriod, type AggregatePeriod } from '../../schema/aggregate-period.ts';
import { canBeAsked } from '../../policies/aggregates/counted-span.ts';
import type { AggregateDefinition } from '../../policies/aggregates/definition.ts';
import type { GivenParameter } from './aggregate-question.ts';
import { AggregateRefusal } from './aggregate-refusal.ts';

/** The values that the one parameter of a definition can have, latest first. */
export function listParameterValues(definition: AggregateDefinition, now: Date): readonly string[] {
  const { kind } = definition.period;
  return listPeriods(kind, now).filter((name) => {
    const period = parsePeriod(kind, name, now);
    return period !== null && canBeAsked(definition, period, now);
  });
}

/**
 * Step 2: the period that is asked for. A definition has one parameter, named by its kind of period; its value is one of a
 * closed list, letter by letter, so that nothing else can be asked through it.
 * @throws AggregateRefusal AGGREGATE_PARAMETER
 */
export function readPeriod(
  definition: AggregateDefinition,
  parameters: readonly GivenParameter[],
  now: Date,
): AggregatePeriod {
  const { kind } = definition.period;
  const [only, ...more] = parameters;
  const isListed =
    only?.name === kind && more.length === 0 && listParameterValues(definition, now).includes(only.value);
  const period = isListed ? parsePeriod(kind, only.value, now) : null;
  if (period === null) throw new AggregateRefusal('AGGREGATE_PARAMETER', { name: kind });
  return period;
}
