import type { AggregateDesk } from './aggregate-desk.ts';
import { AggregateRefusal } from './aggregate-refusal.ts';
import type { Run } from './run.ts';

/**
 * Puts down in the ledger that a run was refused, or that it broke after it had begun.
 * @throws SamsynError RECORD_UNAVAILABLE where a refusal cannot be put down: then it is not answered either
 */
export async function putDownRefusal(error: unknown, run: Run, { ledger, log, clock }: AggregateDesk): Promise<void> {
  if (error instanceof AggregateRefusal) {
    if (!run.isBegun) await ledger.begin(unreached(run), null);
    await ledger.refuse({ id: run.id, at: clock(), code: error.code, missing: error.missing });
    return;
  }
  if (!run.isBegun) return;
  const broke = { id: run.id, at: clock(), code: 'INTERNAL', missing: [] } as const;
  await ledger.refuse(broke).catch((cause: unknown) => {
    log.error({ err: cause, requestId: run.question.requestId }, 'a run that broke could not be put down');
  });
}

function unreached({ id, task, question }: Run): Parameters<AggregateDesk['ledger']['begin']>[0] {
  const { requester, requestId, now: at } = question;
  return {
    id,
    at,
    requestId,
    staffSubject: requester.subject,
    agency: requester.agency,
    task,
    reachesAgencies: false,
  };
}
