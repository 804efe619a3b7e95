import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { canReach, chooseDatabaseUser, type DatabaseUser } from './database-user.ts';
import { StartError } from './start-error.ts';

/** Where everything that the local system keeps lies, and who owns the database in it. */
export interface DataDirectory {
  readonly path: string;
  /** PostgreSQL's own folder in it. */
  readonly cluster: string;
  readonly user: DatabaseUser;
  /** Set when the wanted directory could not be used: one sentence for people. */
  readonly notice: string | null;
}

/** Root's own places for data that another user must be able to reach, best first. */
const REACHABLE_PLACES = ['/var/lib/samsyn', join(tmpdir(), 'samsyn-of-root')] as const;

/**
 * Makes the data directory, or opens it. When root starts the system from a place that the database user cannot reach
 * (such as /root), the data goes to a place of root's own that it can.
 * @throws StartError when nothing can be written there
 */
export function openDataDirectory(wanted: string): DataDirectory {
  const path = resolve(wanted);
  const user = chooseDatabaseUser(join(path, 'postgres'));
  make(path, user);
  if (canReach(path, user)) return { path, cluster: join(path, 'postgres'), user, notice: null };
  const other = reachableInstead(path, user);
  const owner = chooseDatabaseUser(join(other, 'postgres'));
  const notice = `the data is kept in ${other}, because the user ${owner.name}, who runs the database, cannot reach ${path}.`;
  return { path: other, cluster: join(other, 'postgres'), user: owner, notice };
}

function reachableInstead(path: string, user: DatabaseUser): string {
  const folder = createHash('sha256').update(path).digest('hex').slice(0, 12);
  for (const place of REACHABLE_PLACES) {
    try {
      make(place, user);
      // A directory in a shared place can have been laid there by someone else.
      const { uid } = lstatSync(place);
      if (uid !== 0 || !lstatSync(place).isDirectory() || !canReach(place, user)) continue;
      make(join(place, folder), user);
      return join(place, folder);
    } catch {
      continue;
    }
  }
  throw new StartError(
    `the user ${user.name}, who runs the database, cannot reach ${path}: choose another directory with --data or SAMSYN_DATA.`,
  );
}

function make(path: string, user: DatabaseUser): void {
  try {
    const isNew = statSync(path, { throwIfNoEntry: false }) === undefined;
    mkdirSync(path, { recursive: true });
    // A database user other than ourselves passes through, but may not list; the umask would decide otherwise.
    if (isNew) chmodSync(path, user.isSwitched ? 0o711 : 0o700);
    accessSync(path, constants.W_OK | constants.X_OK);
    if (!statSync(path).isDirectory()) throw new Error('not a directory');
  } catch {
    throw new StartError(
      `the data directory ${path} cannot be made or written by this user: choose another with --data or SAMSYN_DATA.`,
    );
  }
}
