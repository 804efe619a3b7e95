import { randomUUID } from 'node:crypto';
import { askAgencies } from './agencies/ask-agencies.ts';
import { formsOf } from './agencies/contribution-form.ts';
import { requireStillApproved } from './agencies/require-still-approved.ts';
import type { AggregateDesk } from './aggregate-desk.ts';
import type { AggregateQuestion, AggregateTask } from './aggregate-question.ts';
import { AggregateRefusal } from './aggregate-refusal.ts';
import type { ExactCrossing } from './counting/exact-crossing.ts';
import { openCounting } from './counting/open-counting.ts';
import { findDefinition } from './find-definition.ts';
import type { LedgerTurn } from './ledger/release-ledger.ts';
import { protectRun } from './protection/protect-run.ts';
import { universeOf } from './protection/universe.ts';
import { putDownRefusal } from './put-down-refusal.ts';
import { gatewayMetrics } from '../telemetry/gateway-metrics.ts';
import { readPeriod } from './read-period.ts';
import type { AggregateRelease } from './release.ts';
import type { Run } from './run.ts';

/** What came of a question. A refusal is an answer too. */
export type AggregateOutcome =
  | { readonly status: 'RELEASED'; readonly release: AggregateRelease }
  | { readonly status: 'REFUSED'; readonly refusal: AggregateRefusal };

/**
 * The life of a run, in nine steps. What was released before is given again, word for word, and costs nothing; what is new is
 * counted, protected and stored before it is answered. An approval that is taken back closes both. Refused runs are stored too; exact figures are stored nowhere.
 * @throws SamsynError RECORD_UNAVAILABLE where the ledger cannot be read or written: then nothing is answered
 */
export async function runAggregate(question: AggregateQuestion, desk: AggregateDesk): Promise<AggregateOutcome> {
  const run: Run = { id: randomUUID(), question, task: null, isBegun: false };
  try {
    const definition = findDefinition(question.id, desk.definitions, question.now); //              1 definition
    const period = readPeriod(definition, question.parameters, question.now); //                    2 period
    const task = (run.task = { definition, period });
    const release = (await findReleased(task, desk)) ?? (await releaseAnew(run, task, desk)); //    3 released before?
    gatewayMetrics.aggregateRuns.add(['released']);
    return { status: 'RELEASED', release }; //                                                      9 answer
  } catch (error) {
    gatewayMetrics.aggregateRuns.add([error instanceof AggregateRefusal ? 'refused' : 'broke']);
    await putDownRefusal(error, run, desk);
    if (error instanceof AggregateRefusal) return { status: 'REFUSED', refusal: error };
    throw error;
  }
}

async function findReleased(
  task: AggregateTask,
  { ledger, agencies }: AggregateDesk,
): Promise<AggregateRelease | null> {
  const release = await ledger.find(task);
  if (release !== null) await requireStillApproved(task.definition, agencies);
  return release;
}

async function releaseAnew(run: Run, task: AggregateTask, desk: AggregateDesk): Promise<AggregateRelease> {
  const { within } = universeOf(task, desk);
  await desk.ledger.inTurn(within, async (turn) => {
    // Another run of the same question may have been before this one.
    if ((await turn.find(task)) === null) await countAndStore({ run, task, turn }, desk);
  });
  const release = await desk.ledger.find(task);
  if (release === null) throw new TypeError('what was stored is not in the ledger');
  return release;
}

interface NewRun {
  readonly run: Run;
  readonly task: AggregateTask;
  readonly turn: LedgerTurn;
}

async function countAndStore({ run, task, turn }: NewRun, desk: AggregateDesk): Promise<void> {
  const { requester, requestId, now: at } = run.question;
  const asker = { at, requestId, staffSubject: requester.subject, agency: requester.agency };
  await desk.ledger.begin({ id: run.id, task, ...asker, reachesAgencies: true }, desk.budget); //    4 budget
  run.isBegun = true;
  const crossing = await countExactly(run, task, desk); //                                          5 ask, 6 join
  await turn.store(await protectRun({ runId: run.id, task, crossing, turn }, desk)); //             7 protect, 8 store
}

/** Steps 5 and 6: what the agencies send is counted while it comes, and forgotten when it is counted. */
async function countExactly(run: Run, task: AggregateTask, desk: AggregateDesk): Promise<ExactCrossing> {
  const forms = formsOf(task, desk.measures);
  const counting = await openCounting(task.definition, forms);
  try {
    const sources = forms.flatMap((form, at) => {
      const sink = counting.sinks[at];
      return sink === undefined ? [] : [{ form, sink }];
    });
    await askAgencies({ runId: run.id, task, question: run.question, sources }, desk.agencies);
    return await counting.count();
  } finally {
    counting.close();
  }
}
