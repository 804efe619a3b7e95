import { swedishDay } from '../../schema/swedish-day.ts';
import type { AggregateDefinition } from '../../policies/aggregates/definition.ts';
import type { Definitions } from '../../policies/aggregates/load-definitions.ts';
import { AggregateRefusal } from './aggregate-refusal.ts';

/**
 * Step 1: the definition that is asked for, while it holds.
 * @throws AggregateRefusal AGGREGATE_UNKNOWN, AGGREGATE_EXPIRED
 */
export function findDefinition(id: string, definitions: Definitions, now: Date): AggregateDefinition {
  const definition = definitions.get(id);
  if (definition === undefined) throw new AggregateRefusal('AGGREGATE_UNKNOWN', {});
  if (swedishDay(now) >= definition.expires)
    throw new AggregateRefusal('AGGREGATE_EXPIRED', { day: definition.expires });
  return definition;
}
