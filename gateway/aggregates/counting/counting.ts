import type { ContributionSink } from '../agencies/contribution-sink.ts';
import type { ExactCrossing } from './exact-crossing.ts';

/** Takes what the agencies send of one run, and counts it exactly once it is all there. */
export interface Counting {
  /** One for each source, in their order. */
  readonly sinks: readonly ContributionSink[];
  count(): Promise<ExactCrossing>;
  /** Forgets everything. */
  close(): void;
}
