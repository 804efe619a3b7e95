import type { Measure } from '../../schema/measure.ts';
import type { Log } from '../../schema/process/log.ts';
import type { Definitions } from '../../policies/aggregates/load-definitions.ts';
import type { Universes } from '../../policies/aggregates/load-universes.ts';
import type { AgencyLines } from './agencies/ask-agencies.ts';
import type { ReleaseLedger } from './ledger/release-ledger.ts';
import type { Budget } from './ledger/run-rows.ts';
import type { Protect } from './protection/protect-counts.ts';

/** What the steps of a run work with; made once, at start. */
export interface AggregateDesk {
  readonly definitions: Definitions;
  readonly measures: ReadonlyMap<string, Measure>;
  /** Which measures count the same things. */
  readonly universes: Universes;
  readonly ledger: ReleaseLedger;
  readonly agencies: AgencyLines;
  readonly protect: Protect;
  readonly budget: Budget;
  readonly log: Log;
  readonly clock: () => Date;
}
