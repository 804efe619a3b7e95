import type { Dimension } from '../../schema/aggregate-codes.ts';
import type { AggregatePeriod } from '../../schema/aggregate-period.ts';
import type { AggregateDefinition } from '../../policies/aggregates/definition.ts';

/** One cell as the world may see it. `null` is suppressed, and is never to be read or drawn as 0. */
export interface ReleasedCell {
  /** One code for each dimension of its table, in their order. */
  readonly codes: readonly string[];
  /** Rounded. */
  readonly count: number | null;
  /** Rounded, in the unit of the definition's sum; null also where the definition has none. */
  readonly sum: number | null;
}

/** A table with every combination of its codes. */
export interface ReleasedTable {
  readonly dimensions: readonly Dimension[];
  /** For each dimension, all codes in order; for months those that are counted. */
  readonly codes: readonly (readonly string[])[];
  readonly cells: readonly ReleasedCell[];
  /** Sum of the rounded cells that are shown; null where none is. It leaves out what is suppressed. */
  readonly total: number | null;
}

/** What was released of an aggregate for a period, once and for all. */
export interface AggregateRelease {
  readonly id: string;
  readonly runId: string;
  readonly definition: AggregateDefinition;
  readonly period: AggregatePeriod;
  /** ISO 8601. */
  readonly releasedAt: string;
  readonly tables: readonly ReleasedTable[];
}
