import type { DataDirectory } from './data-directory.ts';
import { startPostgres, type RunningPostgres } from './postgres.ts';
import type { ProcessLogs } from './process-logs.ts';

/** The database of a running system, which can be started anew. */
export interface KeptPostgres {
  current(): RunningPostgres;
  isAlive(): boolean;
  restart(): Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts PostgreSQL and says so when it ends unasked. */
export async function keepPostgres(directory: DataDirectory, port: number, logs: ProcessLogs): Promise<KeptPostgres> {
  const state = { running: await start(), isAlive: true, isAsked: false };
  function start(): Promise<RunningPostgres> {
    return startPostgres({ directory, port, onLog: (line) => logs.add('postgres', line) });
  }
  function watch(running: RunningPostgres): void {
    state.isAlive = true;
    state.isAsked = false;
    void running.exited.then(() => {
      state.isAlive = false;
      if (!state.isAsked) logs.notice(`the database ended: ${lastWords(logs)}. The others go on.`);
    });
  }
  const stop = (): Promise<void> => {
    state.isAsked = true;
    return state.running.stop();
  };
  watch(state.running);
  return {
    current: () => state.running,
    isAlive: () => state.isAlive,
    stop,
    restart: async () => {
      await stop();
      state.running = await start();
      watch(state.running);
    },
  };
}

function lastWords(logs: ProcessLogs): string {
  const line = logs.of('postgres').at(-1);
  return line === undefined ? 'it said nothing' : line.replace(/^.*?\] [A-Z]+:\s+/, '');
}
