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
  /** Lets nothing be written, on no connection, as on a standby. */
  makeReadOnly(isReadOnly: boolean): Promise<void>;
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
