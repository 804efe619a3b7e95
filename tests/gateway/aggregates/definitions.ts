import { parsePeriod, type AggregatePeriod } from '../../../schema/aggregate-period.ts';
import { readMeasures } from '../../../schema/measure.ts';
import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import { loadDefinitions } from '../../../policies/aggregates/load-definitions.ts';
import { loadUniverses } from '../../../policies/aggregates/load-universes.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { formsOf, type ContributionForm } from '../../../gateway/aggregates/agencies/contribution-form.ts';

export const NOW = new Date('2026-10-15T09:00:00Z');
export const MEASURES = readMeasures();
export const UNIVERSES = loadUniverses();
export const DEFINITIONS = loadDefinitions(loadPolicySet());

export function definitionOf(id: string): AggregateDefinition {
  const definition = DEFINITIONS.get(id);
  if (definition === undefined) throw new Error(`there is no ${id}`);
  return definition;
}

export function periodOf(name: string, now = NOW): AggregatePeriod {
  const period = parsePeriod(name.includes('T') ? 'term' : 'year', name, now);
  if (period === null) throw new Error(`${name} is no period`);
  return period;
}

/** What the agencies of a definition may send. */
export function formsFor(id: string, period: string): readonly ContributionForm[] {
  return formsOf({ definition: definitionOf(id), period: periodOf(period) }, MEASURES);
}
