import { spawn } from 'node:child_process';
import { accessSync, chownSync, constants, existsSync, lchownSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataDirectory } from './data-directory.ts';
import { bareEnvironment, spawnIdentity, type DatabaseUser } from './database-user.ts';
import { readLines } from './lines.ts';
import type { PostgresNatives } from './postgres-natives.ts';
import { keepSecret, randomPassword } from './secret-file.ts';
import { StartError } from './start-error.ts';

/** The name of the cluster's administrator, who makes databases and logins and nothing else. */
export const SUPERUSER = 'postgres';

/** Makes the folder that the database user owns. */
export function openCluster({ path, cluster, user }: DataDirectory): void {
  try {
    mkdirSync(cluster, { recursive: true, mode: 0o700 });
    if (user.isSwitched) chownSync(cluster, user.uid, user.gid);
    accessSync(cluster, constants.W_OK | constants.X_OK);
  } catch {
    throw new StartError(
      `the directory ${cluster} cannot be handed to the user ${user.name}, who runs the database: choose another than ${path} with --data or SAMSYN_DATA.`,
    );
  }
}

/**
 * Makes the cluster on the first run and gives the superuser's password. A run that was cut short leaves nothing that a later one
 * takes for a cluster.
 * @throws StartError when the cluster was made by another major version
 */
export async function initialiseCluster(
  { path, cluster, user }: DataDirectory,
  natives: PostgresNatives,
): Promise<string> {
  const data = join(cluster, 'data');
  const password = await keepSecret(join(cluster, 'superuser-password.json'), randomPassword);
  if (!existsSync(join(data, 'PG_VERSION'))) {
    await makeCluster({ data, password, user }, natives);
    return password;
  }
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const ours = natives.version.split('.')[0] ?? '';
  if (made === ours) return password;
  throw new StartError(
    `the database in ${path} was made by PostgreSQL ${made} and this is ${ours}: empty it with --reset, or choose another directory with --data.`,
  );
}

/** Removes all that the database holds. */
export function emptyCluster({ cluster }: DataDirectory): void {
  rmSync(cluster, { recursive: true, force: true });
}

interface NewCluster {
  readonly data: string;
  readonly password: string;
  readonly user: DatabaseUser;
}

async function makeCluster({ data, password, user }: NewCluster, natives: PostgresNatives): Promise<void> {
  const draft = `${data}.new`;
  const passwordFile = `${data}.password`;
  await rm(draft, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.isSwitched) lchownSync(passwordFile, user.uid, user.gid);
  try {
    await runInitdb(natives, user, ['-D', draft, `--pwfile=${passwordFile}`]);
    await rename(draft, data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function runInitdb(natives: PostgresNatives, user: DatabaseUser, place: readonly string[]): Promise<void> {
  const args = [
    ...place,
    '-U',
    SUPERUSER,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
    '--no-instructions',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(natives.initdb, args, {
      ...spawnIdentity(user),
      env: bareEnvironment(),
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let last = '';
    readLines(child.stderr, (line) => {
      if (/error|fatal|could not/i.test(line) || last === '') last = line;
    });
    child.once('error', (error) => reject(new StartError(`the database cannot be made: ${error.message}.`)));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new StartError(
            `the database cannot be made: ${last.replace(/^initdb: /, '') || `initdb ended with ${code}`}.`,
          ),
        );
    });
  });
}
