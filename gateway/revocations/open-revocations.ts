import { Pool } from 'pg';
import type { Log } from '../../schema/process/log.ts';
import type { SharedStore } from '../shared-store/open-shared-store.ts';
import type { StoreKeys } from '../shared-store/store-keys.ts';
import { gatewayMetrics } from '../telemetry/gateway-metrics.ts';
import { readRevocations } from './recorded-revocations.ts';
import { openRevocationList, type RevocationList } from './revocation-list.ts';
import { readSharedRevocations } from './shared-revocations.ts';

export interface RevocationsOptions {
  /** Of the record, where each revocation stands with who made it. */
  readonly databaseUrl: string;
  /** Null: there is one gateway, or all of them have their record in one database. */
  readonly store: SharedStore | null;
  readonly keys: StoreKeys;
  /** How long an unread list is relied on, ms. */
  readonly limitMs: number;
  readonly log: Log;
}

const STATEMENT_LIMIT_MS = 2_000;

/**
 * Opens the list. It is read from the record's database, which cannot lose it, and from the shared store, by which it reaches replicas
 * that have their record in another database; a store that came back empty opens nobody.
 */
export async function openRevocations(options: RevocationsOptions): Promise<RevocationList> {
  const { databaseUrl, store, keys, limitMs, log } = options;
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 1,
    connectionTimeoutMillis: STATEMENT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    query_timeout: STATEMENT_LIMIT_MS,
  });
  // What breaks fails the next reading, which says so.
  pool.on('error', () => undefined);
  const list = await openRevocationList({
    sources: [() => readRevocations(pool), ...(store === null ? [] : [() => readSharedRevocations(store.client)])],
    ...{ keys, limitMs, log },
    monotonicMs: () => performance.now(),
  });
  gatewayMetrics.revocationsAge.readBy([], () => list.ageSeconds());
  return {
    ...list,
    close: async () => {
      await list.close();
      await pool.end();
    },
  };
}
