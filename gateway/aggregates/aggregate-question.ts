import type { AggregatePeriod } from '../../schema/aggregate-period.ts';
import type { AggregateDefinition } from '../../policies/aggregates/definition.ts';
import type { Requester } from '../../policies/requester.ts';

/** A name and a value, as sent. */
export interface GivenParameter {
  readonly name: string;
  readonly value: string;
}

/** What an analyst asks, and who that is. */
export interface AggregateQuestion {
  readonly id: string;
  readonly parameters: readonly GivenParameter[];
  readonly requester: Requester;
  readonly requestId: string;
  /** The analyst's own token, sent on to each agency as it came. */
  readonly authorization: string;
  readonly now: Date;
}

/** A definition for a period: the same question has the same answer for good. */
export interface AggregateTask {
  readonly definition: AggregateDefinition;
  readonly period: AggregatePeriod;
}
