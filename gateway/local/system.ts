import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AGENCIES } from '../../schema/agency.ts';
import { openDataDirectory, type DataDirectory } from './data-directory.ts';
import { createDatabases, databaseUrls, keepDatabasePasswords } from './databases.ts';
import { keepPostgres, type KeptPostgres } from './kept-postgres.ts';
import { keepSystemKeys } from './keys.ts';
import { assertPortFree } from './ports.ts';
import { emptyCluster } from './postgres-cluster.ts';
import { stopLeftover } from './postgres-leftover.ts';
import type { RunningPostgres } from './postgres.ts';
import { prepareDatabases, preparedFile, readPrepared, type Prepared, type TownFigures } from './prepare-databases.ts';
import { createLogs, type LogListeners, type ProcessLogs } from './process-logs.ts';
import { createRoster, type ProcessRoster } from './process-roster.ts';
import { createCommand, createPorts, createSettings, createUrls, PROCESS_NAMES } from './process-settings.ts';
import type { PortHolder, Ports, ProcessName, Settings, SystemFacts, Task } from './process-settings.ts';

export interface SystemOptions extends LogListeners {
  readonly dataDirectory: string;
  /** Those that are not named follow from the gateway's. */
  readonly ports?: Partial<Ports>;
  readonly people?: number;
  readonly seed?: string;
  /** YYYY-MM-DD; the day of the first start if not given. */
  readonly today?: string;
  /** Empties the databases first. */
  readonly isReset?: boolean;
  /** More settings, or other values of them, by process. */
  readonly extraSettings?: Partial<Readonly<Record<ProcessName, Settings>>>;
  /** Other programs than our own, for tests of the runner. */
  readonly command?: (name: ProcessName, task: Task) => readonly string[];
  /** Stops a start that is under way. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly text: string;
  /** Of the whole start, from 0 to 1. */
  readonly share: number;
}

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

const DEFAULT_GATEWAY_PORT = 4000;
const DEFAULT_PEOPLE = 2000;
const DEFAULT_SEED = 'samsyn';
/** How long the processes of a killed run may need to let go of their ports. */
const PATIENCE_MS = 12_000;
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const STOP_ORDER: readonly (readonly ProcessName[])[] = [['gateway'], ['identity-provider'], AGENCIES];

/**
 * Starts everything on this computer: the database, the agencies, the identity provider and the gateway.
 * @throws StartError in one sentence, for what the starter can put right; nothing is left running then
 */
export async function startSystem(options: SystemOptions): Promise<LocalSystem> {
  const directory = openDataDirectory(options.dataDirectory);
  if (directory.notice !== null) options.onNotice?.(directory.notice);
  const ports = { ...createPorts(options.ports?.gateway ?? DEFAULT_GATEWAY_PORT), ...options.ports };
  await clearTheWay(directory, ports, options);
  const closers: (() => Promise<void>)[] = [() => rm(runningFile(directory), { force: true })];
  try {
    const logs = createLogs(options);
    const postgres = await keepPostgres(directory, ports.postgres, logs);
    closers.unshift(postgres.stop);
    options.signal?.throwIfAborted();
    options.onProgress?.({ text: 'the database runs', share: 0.1 });
    const { facts, prepared: known } = await openDatabases(directory, ports, postgres.current());
    const command = options.command ?? createCommand;
    const settings = (name: ProcessName, task: Task): Settings => ({ ...createSettings(name, task, facts), ...options.extraSettings?.[name] });
    const urls = createUrls(ports);
    const roster = createRoster({ directory: PROJECT, urls, command, settings, onLog: logs.add, onTrouble: logs.notice });
    const stopStarting = (): void => roster.killAll();
    closers.unshift(() => roster.stopAll(STOP_ORDER));
    closers.unshift(async () => stopStarting());
    options.signal?.throwIfAborted();
    options.signal?.addEventListener('abort', stopStarting);
    const prepared = await prepare({ options, directory, roster, known, command });
    await serveAll(roster, options);
    options.signal?.removeEventListener('abort', stopStarting);
    return describe({ directory, facts, prepared, postgres, roster, logs, settings });
  } catch (error) {
    for (const close of closers) await close();
    throw error;
  }
}

/** Nothing may be left of an earlier run, and all ports must be free, before anything starts. */
async function clearTheWay(directory: DataDirectory, ports: Ports, options: SystemOptions): Promise<void> {
  await stopLeftover(directory.cluster);
  if (options.isReset === true) {
    emptyCluster(directory);
    await rm(preparedFile(directory.path), { force: true });
  }
  const patience = existsSync(runningFile(directory)) ? PATIENCE_MS : 0;
  for (const [name, port] of Object.entries(ports)) await assertPortFree({ port, wantedBy: name }, patience);
  options.signal?.throwIfAborted();
  await writeFile(runningFile(directory), `${process.pid}\n`);
}

async function openDatabases(directory: DataDirectory, ports: Ports, postgres: RunningPostgres) {
  const passwords = await keepDatabasePasswords(directory.path);
  const fresh = await createDatabases((name) => postgres.superuserUrl(name), passwords);
  const keys = await keepSystemKeys(directory.path);
  const facts: SystemFacts = { ports, keys, databases: databaseUrls(passwords, ports.postgres) };
  return { facts, prepared: fresh.length > 0 ? null : await readPrepared(directory.path) };
}

interface PrepareSystem {
  readonly options: SystemOptions;
  readonly directory: DataDirectory;
  readonly roster: ProcessRoster;
  readonly known: Prepared | null;
  readonly command: (name: ProcessName, task: Task) => readonly string[];
}

async function prepare({ options, directory, roster, known, command }: PrepareSystem): Promise<Prepared> {
  const { people = DEFAULT_PEOPLE, seed = DEFAULT_SEED, today = new Date().toISOString().slice(0, 10) } = options;
  const town = known?.town ?? { people, seed, today };
  const asked = { people: options.people ?? town.people, seed: options.seed ?? town.seed };
  if (asked.people !== town.people || asked.seed !== town.seed) {
    options.onNotice?.(`the town already holds ${town.people} people (seed ${town.seed}): start with --reset to make another.`);
  }
  const text = `the town of ${town.people} people moves in`;
  const onShare = (share: number): void => options.onProgress?.({ text, share: 0.1 + 0.7 * share });
  return prepareDatabases({ roster, dataDirectory: directory.path, projectDirectory: PROJECT, town, command, onShare }, known);
}

async function serveAll(roster: ProcessRoster, options: SystemOptions): Promise<void> {
  let ready = 0;
  const serve = async (name: ProcessName): Promise<void> => {
    await roster.serve(name);
    ready += 1;
    options.onProgress?.({ text: `${name} is ready`, share: 0.8 + (0.2 * ready) / PROCESS_NAMES.length });
  };
  await Promise.all(PROCESS_NAMES.map(serve));
}

function runningFile({ path }: DataDirectory): string {
  return join(path, 'running');
}

interface Parts {
  readonly directory: DataDirectory;
  readonly facts: SystemFacts;
  readonly prepared: Prepared;
  readonly postgres: KeptPostgres;
  readonly roster: ProcessRoster;
  readonly logs: ProcessLogs;
  readonly settings: (name: ProcessName, task: Task) => Settings;
}

function describe({ directory, facts, prepared, postgres, roster, logs, settings }: Parts): LocalSystem {
  const urls = createUrls(facts.ports);
  const pids = () => {
    const nodes = PROCESS_NAMES.map((name) => [name, roster.serving(name)] as const).filter(([, process]) => process?.isAlive() === true);
    const database = postgres.isAlive() ? { postgres: postgres.current().postmasterPid } : {};
    return { ...database, ...Object.fromEntries(nodes.map(([name, process]) => [name, process?.pid])) };
  };
  const kill = (name: PortHolder, signal: NodeJS.Signals): void => {
    const pid = name === 'postgres' ? pids()[name] : undefined;
    if (name !== 'postgres') roster.serving(name)?.signal(signal);
    else if (pid !== undefined) process.kill(pid, signal);
  };
  return {
    graphqlUrl: `${urls.gateway}/graphql`,
    urls,
    dataDirectory: directory.path,
    facts,
    town: prepared.town,
    example: prepared.example,
    settings: (name) => settings(name, 'serve'),
    superuserUrl: (database) => postgres.current().superuserUrl(database),
    pids,
    logs: logs.of,
    kill,
    restart: async (name) => {
      if (name === 'postgres') return postgres.restart();
      await roster.stop(name);
      await roster.serve(name);
    },
    stop: async () => {
      await roster.stopAll(STOP_ORDER);
      await postgres.stop();
      await rm(runningFile(directory), { force: true });
    },
    killAll: () => {
      roster.killAll();
      void postgres.stop();
    },
  };
}
