import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDataDirectory } from '../../../gateway/local/data-directory.ts';
import { createDatabases, databaseUrls, keepDatabasePasswords } from '../../../gateway/local/databases.ts';
import { startPostgres } from '../../../gateway/local/postgres.ts';
import { migrateRecord } from '../../../gateway/record/migrate-record.ts';
import { freePort } from '../local/free-port.ts';
import { ask, makePlace } from '../local/postgres-places.ts';

/** A PostgreSQL with the gateway's tables, and no more. */
export interface LedgerDatabase {
  /** Of the login that serves. */
  readonly url: string;
  /** As the administrator. */
  ask(statement: string): Promise<readonly Record<string, unknown>[]>;
  /** Lets nobody in, and puts out who is. */
  lock(): Promise<void>;
  unlock(): Promise<void>;
  stop(): Promise<void>;
}

export async function startLedgerDatabase(): Promise<LedgerDatabase> {
  const place = makePlace();
  const directory = openDataDirectory(join(place, 'data'));
  const port = await freePort();
  const passwords = await keepDatabasePasswords(directory.path);
  const postgres = await startPostgres({ directory, port });
  await createDatabases((name) => postgres.superuserUrl(name), passwords);
  const { owner, app } = databaseUrls(passwords, port).gateway;
  await migrateRecord(owner);
  const administer = (statement: string): ReturnType<typeof ask> => ask(postgres.superuserUrl('postgres'), statement);
  return {
    url: app,
    ask: (statement) => ask(postgres.superuserUrl('samsyn_gateway'), statement),
    lock: async () => {
      await administer('ALTER DATABASE samsyn_gateway ALLOW_CONNECTIONS false');
      await administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'samsyn_gateway'");
    },
    unlock: async () => {
      await administer('ALTER DATABASE samsyn_gateway ALLOW_CONNECTIONS true');
    },
    stop: async () => {
      await postgres.stop();
      rmSync(place, { recursive: true, force: true });
    },
  };
}
