import { Client } from 'pg';
import { withClient } from '../../gateway/local/databases.ts';
import type { LocalSystem } from '../../gateway/local/local-system.ts';

/** One database of a running system, which a test can break and mend. */
export interface BrokenDatabase {
  /**
   * Fails whatever adds to a table, as PostgreSQL does when the disk is full (53100). A trigger stands in for the disk: a disk that is
   * full in truth would stop every database of the machine, and the tests with them.
   */
  fill(table: string): Promise<void>;
  empty(table: string): Promise<void>;
  /** Lets whoever adds to a table wait, until it is released. */
  hold(table: string): Promise<HeldTable>;
  /** Lets nothing be written, on no connection, as on a standby. */
  makeReadOnly(isReadOnly: boolean): Promise<void>;
}

/** A table that others wait for. */
export interface HeldTable {
  /** How many connections wait. */
  waiting(): Promise<number>;
  release(): Promise<void>;
}

const FULL = `
  CREATE OR REPLACE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`;

export function brokenDatabase(local: LocalSystem, database: string): BrokenDatabase {
  const run = (...statements: readonly string[]): Promise<void> =>
    withClient(local.superuserUrl(database), async (client) => {
      for (const statement of statements) await client.query(statement);
    });
  return {
    fill: (table) =>
      run(
        FULL,
        `CREATE TRIGGER full_disk BEFORE INSERT ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION disk_is_full()`,
      ),
    empty: (table) => run(`DROP TRIGGER full_disk ON ${table}`),
    hold: (table) => holdTable(local.superuserUrl(database), table),
    makeReadOnly: (isReadOnly) =>
      withClient(local.superuserUrl('postgres'), async (client) => {
        await client.query(
          `ALTER DATABASE ${database} SET default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`,
        );
        // The setting holds for new connections.
        await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database]);
      }),
  };
}

async function holdTable(url: string, table: string): Promise<HeldTable> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
  return {
    waiting: async () => {
      const { rows } = await client.query<{ readonly waiting: number }>(
        'SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted AND relation = $1::regclass',
        [table],
      );
      return rows[0]?.waiting ?? 0;
    },
    release: async () => {
      await client.query('COMMIT');
      await client.end();
    },
  };
}
