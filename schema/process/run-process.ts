import type { Log } from './log.ts';
import { tellFailure } from './tell-failure.ts';

/** What a serving process must be able to do when it is told to stop. */
export interface Stoppable {
  /** Goes on serving while nothing new is sent any more. */
  drain?(): Promise<void>;
  /** Finishes what is under way, takes nothing new. */
  close(): Promise<unknown>;
}

/** Longer than the longest answer takes: a withdrawn consent is acknowledged after twelve seconds. */
export const FINISH_LIMIT_MS = 20_000;

/**
 * Stops a process in order: on SIGTERM, which an orchestrator sends, without losing a request; at once on SIGINT, which a person
 * sends, and when the parent that started it is gone.
 */
export function stopWithParent(parts: readonly Stoppable[], log: Log): void {
  let isStopping = false;
  const stop = async (drains: boolean): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    if (drains) await Promise.all(parts.flatMap((part) => (part.drain === undefined ? [] : [part.drain()])));
    setTimeout(() => process.exit(1), FINISH_LIMIT_MS).unref();
    await closeAll(parts, log);
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop(true));
  process.on('SIGINT', () => void stop(false));
  process.on('disconnect', () => void stop(false));
}

async function closeAll(parts: readonly Stoppable[], log: Log): Promise<void> {
  for (const part of parts) {
    await part.close().catch((error: unknown) => {
      log.error({ err: error }, 'could not stop in order');
    });
  }
}

/** Runs a process's main work; a failure to start is one line on stderr and exit code 1. */
export function runProcess(name: string, main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(`${name}: ${tellFailure(error)}\n`);
    process.exit(1);
  });
}
