import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './start-error.ts';

const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;
const POLL_MS = 50;
/** A guard needs a moment to see that its starter is gone. */
const GUARD_NOTICES_MS = 700;

/**
 * Stops a PostgreSQL that an earlier, killed run left in the cluster, and clears what would hinder a new start.
 * @throws StartError when a living run uses it
 */
export async function stopLeftover(cluster: string): Promise<void> {
  const data = join(cluster, 'data');
  const guardFile = join(cluster, 'guard.pid');
  const postmaster = readPid(join(data, 'postmaster.pid'));
  if (postmaster === null) {
    rmSync(guardFile, { force: true });
    return;
  }
  if (isPostmaster(postmaster, data) && isGuarded(postmaster, guardFile)) {
    await sleep(GUARD_NOTICES_MS);
    if (isPostmaster(postmaster, data) && isGuarded(postmaster, guardFile)) {
      throw new StartError(
        `the database in ${cluster} is in use by another npm start: stop that one, or choose another directory with --data and other ports with --port.`,
      );
    }
  }
  await endPostmaster(postmaster, data, existsSync(guardFile));
  await waitUntil(() => workersOf(data) === 0, IMMEDIATE_SHUTDOWN_MS);
  rmSync(guardFile, { force: true });
  // PostgreSQL takes a foreign process that got the same number for itself and would not start.
  if (isAlive(postmaster)) rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** The first line of a file as a process id. */
function readPid(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
    return Number.isSafeInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

async function endPostmaster(pid: number, data: string, isOrphan: boolean): Promise<void> {
  if (!isPostmaster(pid, data)) return;
  // Without its file the guard is already at it, and a second signal is not needed.
  if (isOrphan) process.kill(pid, 'SIGINT');
  if (await waitUntil(() => !isPostmaster(pid, data), FAST_SHUTDOWN_MS)) return;
  process.kill(pid, 'SIGQUIT');
  if (await waitUntil(() => !isPostmaster(pid, data), IMMEDIATE_SHUTDOWN_MS)) return;
  throw new StartError(`an earlier PostgreSQL (process ${pid}) in ${data} does not stop: end it, then start again.`);
}

/** Whether the process is the PostgreSQL of this very data directory, and not one that got its number later. */
function isPostmaster(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  if (existsSync('/proc/self/cwd')) return workingDirectory(pid) === realpathSync(data);
  const command = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  return command.includes('postgres') && command.includes(data);
}

function isGuarded(postmaster: number, guardFile: string): boolean {
  const guard = readPid(guardFile);
  return guard !== null && guard === parentOf(postmaster);
}

function parentOf(pid: number): number | null {
  const status = existsSync('/proc/self/stat')
    ? readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)\s+\S\s+/s, '')
    : spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return Number(status.split(/\s/)[0]) || null;
}

/** PostgreSQL's processes that still hold the data directory; on systems without /proc they cannot be told. */
function workersOf(data: string): number {
  if (!existsSync('/proc/self/cwd')) return 0;
  const place = realpathSync(data);
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && workingDirectory(Number(name)) === place).length;
}

function workingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function waitUntil(isDone: () => boolean, limitMs: number): Promise<boolean> {
  for (let waited = 0; waited < limitMs; waited += POLL_MS) {
    if (isDone()) return true;
    await sleep(POLL_MS);
  }
  return isDone();
}
