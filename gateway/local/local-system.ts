import { AGENCIES } from '../../schema/agency.ts';
import type { DataDirectory } from './data-directory.ts';
import type { KeptPostgres } from './kept-postgres.ts';
import type { Prepared, TownFigures } from './prepare-databases.ts';
import type { ProcessLogs } from './process-logs.ts';
import type { ProcessRoster } from './process-roster.ts';
import { createUrls, PROCESS_NAMES } from './process-settings.ts';
import type { PortHolder, ProcessName, Settings, SystemFacts, Task } from './process-settings.ts';

/** The whole system, running. */
export interface LocalSystem {
  readonly graphqlUrl: string;
  readonly urls: Readonly<Record<ProcessName, string>>;
  readonly dataDirectory: string;
  readonly facts: SystemFacts;
  readonly town: TownFigures;
  /** The test number of a young person whom all agencies know; null when the town named none. */
  readonly example: string | null;
  /** With which environment a process serves. */
  settings(name: ProcessName): Settings;
  /** The administrator's address of a database, for tests. */
  superuserUrl(database: string): string;
  /** Process ids by name, of those that live. */
  pids(): Readonly<Partial<Record<PortHolder, number>>>;
  logs(name: PortHolder): readonly string[];
  kill(name: PortHolder, signal: NodeJS.Signals): void;
  /** Stops the process if it lives, starts it again and waits until it is ready. */
  restart(name: PortHolder): Promise<void>;
  /** Stops all in order, the database last. */
  stop(): Promise<void>;
  /** Ends all at once. */
  killAll(): void;
}

/** Who stops first; the database comes after all of them. */
export const STOP_ORDER: readonly (readonly ProcessName[])[] = [['gateway'], ['identity-provider'], AGENCIES];

/** What a running system is made of. */
export interface SystemParts {
  readonly directory: DataDirectory;
  /** Clears the mark of a run that is under way. */
  readonly unmark: () => Promise<void>;
  readonly facts: SystemFacts;
  readonly prepared: Prepared;
  readonly postgres: KeptPostgres;
  readonly roster: ProcessRoster;
  readonly logs: ProcessLogs;
  readonly settings: (name: ProcessName, task: Task) => Settings;
}

/** The handle to a running system. */
export function describeSystem(parts: SystemParts): LocalSystem {
  const { directory, facts, prepared, postgres, roster, logs, settings } = parts;
  const urls = createUrls(facts.ports);
  return {
    graphqlUrl: `${urls.gateway}/graphql`,
    urls,
    dataDirectory: directory.path,
    facts,
    town: prepared.town,
    example: prepared.example,
    settings: (name) => settings(name, 'serve'),
    superuserUrl: (database) => postgres.current().superuserUrl(database),
    pids: () => livingPids(parts),
    logs: logs.of,
    kill: (name, signal) => sendSignal(parts, name, signal),
    restart: async (name) => {
      if (name === 'postgres') return postgres.restart();
      await roster.stop(name);
      await roster.serve(name);
    },
    stop: async () => {
      await roster.stopAll(STOP_ORDER);
      await postgres.stop();
      await parts.unmark();
    },
    killAll: () => {
      roster.killAll();
      void postgres.stop();
    },
  };
}

function livingPids({ postgres, roster }: SystemParts): Readonly<Partial<Record<PortHolder, number>>> {
  const living = PROCESS_NAMES.flatMap((name) => {
    const process = roster.serving(name);
    return process?.isAlive() === true && process.pid !== undefined ? [[name, process.pid] as const] : [];
  });
  const database = postgres.isAlive() ? { postgres: postgres.current().postmasterPid } : {};
  return { ...database, ...Object.fromEntries(living) };
}

function sendSignal(parts: SystemParts, name: PortHolder, signal: NodeJS.Signals): void {
  const pid = livingPids(parts)[name];
  if (pid !== undefined) process.kill(pid, signal);
}
