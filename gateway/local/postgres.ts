import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DataDirectory } from './data-directory.ts';
import { bareEnvironment, spawnIdentity } from './database-user.ts';
import { readLines } from './lines.ts';
import { assertPortFree, LOOPBACK } from './ports.ts';
import { initialiseCluster, openCluster, SUPERUSER } from './postgres-cluster.ts';
import { stopLeftover } from './postgres-leftover.ts';
import { findNativePackage, prepareNatives, type NativePackage } from './postgres-natives.ts';
import { StartError } from './start-error.ts';

export interface PostgresOptions {
  readonly directory: DataDirectory;
  readonly port: number;
  readonly onLog?: (line: string) => void;
  /** Where the programs are, when not where npm put them. */
  readonly native?: NativePackage;
}

/** A PostgreSQL that runs and answers. */
export interface RunningPostgres {
  readonly port: number;
  readonly postmasterPid: number;
  readonly guardPid: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** The administrator's address of a database. */
  superuserUrl(database: string): string;
  /** Ends it in order (a fast shutdown); resolves when it is gone. */
  stop(): Promise<void>;
}

const GUARD = fileURLToPath(new URL('./postgres-guard.mjs', import.meta.url));
const READY_LIMIT_MS = 60_000;
const POLL_MS = 20;
const MEMORY_HELD = /pre-existing shared memory block/;
const MEMORY_RELEASE_TRIES = 20;
const MEMORY_RELEASE_MS = 250;

/** Statements and values can hold data of persons, so an error in the log tells neither. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: LOOPBACK,
  unix_socket_directories: '',
  max_connections: '200',
  password_encryption: 'scram-sha-256',
  fsync: 'on',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Starts PostgreSQL on a port of this computer, and makes its cluster the first time. It ends when the process that called this ends,
 * even by SIGKILL, and a later call survives any unclean end.
 * @throws StartError in one sentence, for what the starter can put right
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { directory, port } = options;
  openCluster(directory);
  await stopLeftover(directory.cluster);
  await assertPortFree({ port, wantedBy: 'PostgreSQL' }, 0);
  const natives = await prepareNatives(options.native ?? findNativePackage(), directory.user, directory.path);
  const password = await initialiseCluster(directory, natives);
  const started = await startReleased(options, natives.postgres);
  return describe(started, port, password);
}

interface Started {
  readonly guard: ChildProcess;
  readonly guardPid: number;
  readonly postmasterPid: number;
}

/** The workers of a killed PostgreSQL may hold its memory for a moment longer. */
async function startReleased(options: PostgresOptions, program: string): Promise<Started> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await startOnce(options, program);
    if (typeof outcome !== 'string') return outcome;
    if (!MEMORY_HELD.test(outcome) || attempt === MEMORY_RELEASE_TRIES) {
      throw new StartError(`PostgreSQL does not start: ${outcome.replace(/^.*?(FATAL|ERROR|PANIC):\s+/, '')}.`);
    }
    await sleep(MEMORY_RELEASE_MS);
  }
}

/** Gives the running processes, or the most telling line of the log when it did not come up. */
async function startOnce(options: PostgresOptions, program: string): Promise<Started | string> {
  const guard = spawnGuard(options, program);
  let telling = '';
  const listen = (line: string): void => {
    if (telling === '' || /FATAL|PANIC/.test(line)) telling = line;
    options.onLog?.(line);
  };
  readLines(guard.stdout, listen);
  readLines(guard.stderr, listen);
  const isEnded = { value: false };
  guard.once('close', () => (isEnded.value = true));
  guard.once('error', () => (isEnded.value = true));
  const postmasterPid = await waitUntilReady(options.directory.cluster, isEnded);
  if (postmasterPid !== null && guard.pid !== undefined) return { guard, guardPid: guard.pid, postmasterPid };
  guard.stdin?.end();
  return telling || 'it gave no reason';
}

function spawnGuard({ directory, port }: PostgresOptions, program: string): ChildProcess {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const plan = {
    command: program,
    args: ['-D', join(directory.cluster, 'data'), '-p', String(port), ...settings],
    cwd: directory.user.isSwitched ? '/' : directory.cluster,
    env: bareEnvironment(),
    identity: spawnIdentity(directory.user),
    guardFile: join(directory.cluster, 'guard.pid'),
  };
  return spawn(process.execPath, [GUARD, JSON.stringify(plan)], {
    env: bareEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
}

async function waitUntilReady(cluster: string, isEnded: { readonly value: boolean }): Promise<number | null> {
  for (let waited = 0; waited < READY_LIMIT_MS; waited += POLL_MS) {
    if (isEnded.value) return null;
    const pid = readyPostmaster(cluster);
    if (pid !== null) return pid;
    await sleep(POLL_MS);
  }
  return null;
}

/** The eighth line of postmaster.pid is PostgreSQL's own word on its state; a killed one leaves it behind, so the guard's word counts too. */
function readyPostmaster(cluster: string): number | null {
  const postmaster = linesOf(join(cluster, 'data', 'postmaster.pid'));
  const guard = linesOf(join(cluster, 'guard.pid'));
  const isOurs = postmaster[0] !== undefined && postmaster[0] === guard[1];
  return isOurs && postmaster[7]?.trim() === 'ready' ? Number(postmaster[0]) : null;
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function describe({ guard, guardPid, postmasterPid }: Started, port: number, password: string): RunningPostgres {
  const exited = new Promise<void>((resolve) => {
    if (guard.exitCode !== null || guard.signalCode !== null) resolve();
    else guard.once('exit', () => resolve());
  });
  return {
    port,
    postmasterPid,
    guardPid,
    exited,
    superuserUrl: (database) => `postgres://${SUPERUSER}:${password}@${LOOPBACK}:${port}/${database}`,
    stop: () => {
      guard.stdin?.end();
      return exited;
    },
  };
}
