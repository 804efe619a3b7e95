import { readFileSync, realpathSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

/** The operating system user that PostgreSQL runs as; it refuses to run as root. */
export interface DatabaseUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Whether we must change to this user, which only root can. */
  readonly isSwitched: boolean;
}

const CANDIDATES = ['postgres', 'nobody'] as const;
const FALLBACK: DatabaseUser = { name: 'nobody', uid: 65534, gid: 65534, isSwitched: true };

/**
 * The user to run PostgreSQL as: ourselves, or when we are root the owner of an existing cluster, else `postgres`, else `nobody`.
 * @param clusterDirectory may not exist yet
 */
export function chooseDatabaseUser(clusterDirectory: string): DatabaseUser {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { name: ownName(uid), uid, gid: process.getgid?.() ?? uid, isSwitched: false };
  const users = readUsers();
  const owner = ownerOf(clusterDirectory);
  if (owner !== undefined && owner.uid !== 0) return ownerAsUser(owner, users);
  const found = CANDIDATES.map((name) => users.find((user) => user.name === name));
  return found.find((user) => user !== undefined) ?? FALLBACK;
}

/** Whether the user can walk to the path and into it. Permission bits alone are looked at. */
export function canReach(path: string, user: DatabaseUser): boolean {
  if (!user.isSwitched) return true;
  for (let current = realpathSync(path); ; current = dirname(current)) {
    if (!canEnter(current, user)) return false;
    if (current === dirname(current)) return true;
  }
}

/** The part of spawn's options that changes to the user. */
export function spawnIdentity(user: DatabaseUser): { readonly uid?: number; readonly gid?: number } {
  return user.isSwitched ? { uid: user.uid, gid: user.gid } : {};
}

/** The fewest environment variables that PostgreSQL's programs need; ours may hold secrets. */
export function bareEnvironment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

type Owner = Pick<DatabaseUser, 'uid' | 'gid'>;

function ownerAsUser({ uid, gid }: Owner, users: readonly DatabaseUser[]): DatabaseUser {
  const name = users.find((user) => user.uid === uid)?.name ?? String(uid);
  return { name, uid, gid, isSwitched: true };
}

function ownerOf(path: string): Owner | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function canEnter(path: string, user: DatabaseUser): boolean {
  const { mode, uid, gid } = statSync(path);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

function readUsers(): readonly DatabaseUser[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n').flatMap(parseUser);
  } catch {
    return [];
  }
}

function parseUser(line: string): readonly DatabaseUser[] {
  const [name, , uid, gid] = line.split(':');
  if (name === undefined || !/^\d+$/.test(uid ?? '') || !/^\d+$/.test(gid ?? '')) return [];
  return [{ name, uid: Number(uid), gid: Number(gid), isSwitched: true }];
}

function ownName(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return String(uid);
  }
}
