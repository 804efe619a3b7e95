import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDataDirectory, type DataDirectory } from './data-directory.ts';
import { createDatabases, databaseUrls, keepDatabasePasswords } from './databases.ts';
import { keepPostgres } from './kept-postgres.ts';
import { keepSystemKeys } from './keys.ts';
import { describeSystem, STOP_ORDER, type LocalSystem } from './local-system.ts';
import { assertPortFree } from './ports.ts';
import { emptyCluster } from './postgres-cluster.ts';
import { stopLeftover } from './postgres-leftover.ts';
import type { RunningPostgres } from './postgres.ts';
import { prepareDatabases, preparedFile, readPrepared, type Prepared, type TownFigures } from './prepare-databases.ts';
import { createLogs, type LogListeners } from './process-logs.ts';
import { ProcessRoster } from './process-roster.ts';
import { createCommand, createPorts, createSettings, createUrls, PROCESS_NAMES } from './process-settings.ts';
import type { Ports, ProcessName, Settings, SystemFacts, Task } from './process-settings.ts';

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

const DEFAULT_GATEWAY_PORT = 4000;
const DEFAULT_PEOPLE = 2000;
const DEFAULT_SEED = 'samsyn';
/** How long the processes of a killed run may need to let go of their ports. */
const PATIENCE_MS = 12_000;
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

const ignore = (): void => undefined;
const DEFAULTS = { command: createCommand, extraSettings: {}, isReset: false, onProgress: ignore, onNotice: ignore };

type SettledOptions = SystemOptions & Required<Pick<SystemOptions, keyof typeof DEFAULTS>>;

/**
 * Starts everything on this computer: the database, the agencies, the identity provider and the gateway.
 * @throws StartError in one sentence, for what the starter can put right; nothing is left running then
 */
export async function startSystem(given: SystemOptions): Promise<LocalSystem> {
  const options: SettledOptions = { ...DEFAULTS, ...given };
  const ports = { ...createPorts(options.ports?.gateway ?? DEFAULT_GATEWAY_PORT), ...options.ports };
  const directory = openDataDirectory(options.dataDirectory);
  if (directory.notice !== null) options.onNotice(directory.notice);
  await clearTheWay(directory, ports, options);
  const unmark = (): Promise<void> => rm(runningFile(directory), { force: true });
  const closers = [unmark];
  try {
    const logs = createLogs(options);
    const postgres = await keepPostgres(directory, ports.postgres, logs);
    closers.unshift(postgres.stop);
    options.signal?.throwIfAborted();
    options.onProgress({ text: 'the database runs', share: 0.1 });
    const { facts, known } = await openDatabases(directory, ports, postgres.current());
    let example: string | null = null;
    const settings = settingsOf(() => ({ ...facts, example }), options);
    const callbacks = { settings, command: options.command, onLog: logs.add, onTrouble: logs.notice };
    const roster = new ProcessRoster({ directory: PROJECT, urls: createUrls(ports), ...callbacks });
    closers.unshift(() => endStarting(roster));
    const prepared = await stoppable(roster, options.signal, async () => {
      const outcome = await prepare({ options, directory, roster }, known);
      example = outcome.example;
      await serveAll(roster, options);
      return outcome;
    });
    return describeSystem({ directory, unmark, facts, prepared, postgres, roster, logs, settings });
  } catch (error) {
    for (const close of closers) await close();
    throw error;
  }
}

/** Does the work, and ends all processes at once when the signal comes meanwhile. */
async function stoppable<T>(
  roster: ProcessRoster,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const end = (): void => roster.killAll();
  signal?.throwIfAborted();
  signal?.addEventListener('abort', end);
  try {
    return await work();
  } finally {
    signal?.removeEventListener('abort', end);
  }
}

async function endStarting(roster: ProcessRoster): Promise<void> {
  roster.killAll();
  await roster.stopAll(STOP_ORDER);
}

function settingsOf(factsNow: () => SystemFacts, { extraSettings }: SettledOptions) {
  return (name: ProcessName, task: Task): Settings => ({
    ...createSettings(name, task, factsNow()),
    ...extraSettings[name],
  });
}

/** Nothing may be left of an earlier run, and all ports must be free, before anything starts. */
async function clearTheWay(directory: DataDirectory, ports: Ports, options: SettledOptions): Promise<void> {
  await stopLeftover(directory.cluster);
  if (options.isReset) {
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
  return { facts, known: fresh.length > 0 ? null : await readPrepared(directory.path) };
}

interface Starting {
  readonly options: SettledOptions;
  readonly directory: DataDirectory;
  readonly roster: ProcessRoster;
}

async function prepare({ options, directory, roster }: Starting, known: Prepared | null): Promise<Prepared> {
  const town = known?.town ?? wishedTown(options);
  const asked = { ...town, ...options };
  if (asked.people !== town.people || asked.seed !== town.seed) {
    options.onNotice(
      `the town already holds ${town.people} people (seed ${town.seed}): start with --reset to make another.`,
    );
  }
  const text = `the town of ${town.people} people moves in`;
  const onShare = (share: number): void => options.onProgress({ text, share: 0.1 + 0.7 * share });
  const places = { dataDirectory: directory.path, projectDirectory: PROJECT };
  return prepareDatabases({ roster, ...places, town, command: options.command, onShare }, known);
}

function wishedTown({ people = DEFAULT_PEOPLE, seed = DEFAULT_SEED, today }: SystemOptions): TownFigures {
  return { people, seed, today: today ?? new Date().toISOString().slice(0, 10) };
}

async function serveAll(roster: ProcessRoster, options: SettledOptions): Promise<void> {
  let ready = 0;
  const serve = async (name: ProcessName): Promise<void> => {
    await roster.serve(name);
    ready += 1;
    options.onProgress({ text: `${name} is ready`, share: 0.8 + (0.2 * ready) / PROCESS_NAMES.length });
  };
  await Promise.all(PROCESS_NAMES.map(serve));
}

function runningFile({ path }: DataDirectory): string {
  return join(path, 'running');
}
