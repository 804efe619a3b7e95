import type { Log } from './log.ts';

/** What a serving process must be able to do when it is told to stop. */
export interface Stoppable {
  /** Finishes what is under way, takes nothing new. */
  close(): Promise<unknown>;
}

const STOP_LIMIT_MS = 10_000;

/** Stops a process in order on SIGTERM and SIGINT, and when the parent that started it is gone. */
export function stopWithParent(parts: readonly Stoppable[], log: Log): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    void closeAll(parts, log).then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
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
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : 'it could not start'}\n`);
    process.exit(1);
  });
}
