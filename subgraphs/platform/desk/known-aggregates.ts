import { loadApprovers, type Approvers } from '../../../policies/aggregates/load-approvers.ts';
import { loadDefinitions, type Definitions } from '../../../policies/aggregates/load-definitions.ts';
import type { PolicySet } from '../../../policies/policy-set.ts';

/** The definitions that there are, and who may approve them. */
export interface KnownAggregates {
  readonly definitions: Definitions;
  readonly approvers: Approvers;
}

let known: KnownAggregates | null = null;

/** Reads them when they are first asked for, and keeps them: they change with the program alone. */
export function knownAggregates(policySet: PolicySet): KnownAggregates {
  known ??= { definitions: loadDefinitions(policySet), approvers: loadApprovers() };
  return known;
}
