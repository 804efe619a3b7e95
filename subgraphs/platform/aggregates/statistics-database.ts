import { Pool, type PoolClient } from 'pg';
import type { Log } from '../../../schema/process/log.ts';

/** The agency's database by the login that reads measures, and no table of persons. */
export interface StatisticsDatabase {
  /** Runs work with a connection of its own; one on which work broke is not used again. */
  use<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** So many contributions are read at a time; the next ones wait. */
const CONNECTIONS = 3;
/** Counting a whole country takes longer than answering about a person. */
const STATEMENT_TIMEOUT_MS = 120_000;

export function openStatisticsDatabase(url: string, log: Log): StatisticsDatabase {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: 10_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  pool.on('error', (error) => {
    log.warn({ err: error }, 'lost a connection to the measures');
  });
  return {
    async use(work) {
      const client = await pool.connect();
      try {
        const result = await work(client);
        client.release();
        return result;
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    close: () => pool.end(),
  };
}
