import { createRequestId } from '../../request/create-request-id.ts';
import type { AggregateDesk } from '../aggregate-desk.ts';
import type { AggregateTask } from '../aggregate-question.ts';
import type { ExactCrossing } from '../counting/exact-crossing.ts';
import type { LedgerTurn } from '../ledger/release-ledger.ts';
import type { StoredRelease } from '../ledger/stored-release.ts';
import { findOverlapping, findTurned } from './overlap.ts';
import { differenceFrom, protectCounts } from './protect-counts.ts';
import { universeOf } from './universe.ts';

/** A run that has been counted, while it is its turn. */
export interface CountedRun {
  readonly runId: string;
  readonly task: AggregateTask;
  readonly crossing: ExactCrossing;
  readonly turn: LedgerTurn;
}

/**
 * Makes of exact counts what may be released beside everything that is already.
 * @throws AggregateRefusal AGGREGATE_DIFFERENCE, AGGREGATE_NOTHING_LEFT, AGGREGATE_UNPROVEN
 */
export async function protectRun(
  { runId, task, crossing, turn }: CountedRun,
  { measures, universes, protect, clock }: AggregateDesk,
): Promise<StoredRelease> {
  // Letters alone, as a request's id: no digits of it can look like a person's number.
  const id = createRequestId();
  const known = { measures, universes };
  const universe = universeOf(task, known);
  const earlier = await turn.readEarlier((all) => findOverlapping(universe, all));
  const turned = findTurned(universe, earlier.releases);
  if (turned.length > 0) throw differenceFrom(turned);
  const { tables, cells } = await protectCounts({ release: id, task, crossing, universe, known }, earlier, protect);
  const release = { id, runId, ...task, releasedAt: clock().toISOString(), tables };
  return { release, universe, cells };
}
