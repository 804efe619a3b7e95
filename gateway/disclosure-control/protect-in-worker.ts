import { Worker } from 'node:worker_threads';
import type { BesideEarlier } from './protect-quantity.ts';
import type { Candidate, Ledger, Protection } from './publication.ts';

/** What a worker thread is given: it keeps nothing, and ends with its answer. */
export interface WorkOrder {
  readonly candidate: Candidate;
  readonly ledger: Ledger;
  readonly besideEarlier: BesideEarlier;
}

const WORKER = new URL('./disclosure-worker.mjs', import.meta.url);
const MEMORY_MB = 1024;

/**
 * Protects a release in a thread of its own, so that nothing else waits for it and the exact figures go when it ends. What
 * cannot be proven before the deadline, or in the memory that it may take, is refused.
 * @param deadlineMs how long it may take
 * @throws Error when the exact tables are not what they should be, or the thread broke down
 */
export async function protectInWorker(
  candidate: Candidate,
  ledger: Ledger,
  deadlineMs: number,
  besideEarlier: BesideEarlier = 'refuse',
): Promise<Protection> {
  const worker = new Worker(WORKER, {
    workerData: { candidate, ledger, besideEarlier } satisfies WorkOrder,
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Protection>((resolve, reject) => {
      timer = setTimeout(() => resolve(unproven('it could not be proven safe in time')), deadlineMs);
      worker.once('message', (protection: Protection) => resolve(protection));
      worker.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
          resolve(unproven('it could not be proven safe in the memory there is'));
        else reject(error);
      });
      worker.once('exit', () => reject(new Error('the disclosure control ended without an answer')));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function unproven(reason: string): Protection {
  return { outcome: 'refused', because: 'unproven', releases: [], reason };
}
