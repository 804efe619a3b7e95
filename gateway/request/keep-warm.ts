import { setImmediate as whenIdle, setTimeout as sleep } from 'node:timers/promises';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Log } from '../../schema/process/log.ts';
import type { Stoppable } from '../../schema/process/run-process.ts';
import { warmOperations, type Warming } from './warm-operations.ts';

export interface KeepWarmOptions extends Pick<Warming, 'operations' | 'desk'> {
  readonly log: Log;
  /** How often it is looked whether the day has turned, ms. */
  readonly lookEveryMs?: number;
}

/** What is known to come, ready under the policy of the day. */
export interface Warmth extends Stoppable {
  /** Makes it ready for the first time, and from then on soon after each midnight. */
  begin(): Promise<void>;
}

const LOOK_EVERY_MS = 5_000;
/** Between two ways of asking, when many wait to be answered and nobody waits for this. */
const PAUSE_MS = 10;

/**
 * Keeps registered operations ready. What was decided holds for the policy of one Swedish day, so at midnight all of it has to be
 * decided and planned anew; a request that comes first makes its own, and the rest is made ready bit by bit beside the requests.
 */
export function keepWarm({ operations, desk, log, lookEveryMs = LOOK_EVERY_MS }: KeepWarmOptions): Warmth {
  let warmed: PolicySet | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;
  const warm = async (pause: Warming['pause']): Promise<void> => {
    const current = desk.policyAt(desk.clock());
    if (isClosed || current === warmed) return;
    warmed = current;
    try {
      const { ready } = await warmOperations({ operations, desk, pause });
      log.info({ ready }, 'registered documents are prepared');
    } catch (error) {
      log.error({ err: error }, 'registered documents could not be prepared');
    }
  };
  const lookAgain = (): void => {
    if (isClosed) return;
    timer = setTimeout(() => {
      void warm(() => sleep(PAUSE_MS)).then(lookAgain);
    }, lookEveryMs);
    timer.unref();
  };
  return {
    begin: async () => {
      await warm(() => whenIdle());
      lookAgain();
    },
    close: () => {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      return Promise.resolve();
    },
  };
}
