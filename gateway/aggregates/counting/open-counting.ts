import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import type { ContributionForm } from '../agencies/contribution-form.ts';
import type { Counting } from './counting.ts';
import { openAddition } from './open-addition.ts';
import { openJoin } from './open-join.ts';

/** Step 6: a source of counts is added up; sources of tokens are joined, blind to who they stand for. */
export function openCounting(definition: AggregateDefinition, forms: readonly ContributionForm[]): Promise<Counting> {
  const [first] = forms;
  if (first === undefined) throw new TypeError(`${definition.id} has no source`);
  return first.kind === 'count' ? Promise.resolve(openAddition(definition, first)) : openJoin(definition, forms);
}
