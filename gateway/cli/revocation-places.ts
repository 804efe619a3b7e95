import { Redis as Valkey } from 'iovalkey';
import { Client } from 'pg';
import { z } from 'zod';
import {
  databaseUrlSetting,
  processSettings,
  readSettings,
  refKeySetting,
} from '../../schema/process/read-settings.ts';
import { findUnsafeDatabase, findUnsafeStore, requireSafe } from '../../schema/process/unsafe-settings.ts';
import { createStoreKeys, type StoreKeys } from '../shared-store/store-keys.ts';
import { CommandError } from './command.ts';

const shape = {
  OWNER_DATABASE_URL: databaseUrlSetting,
  REF_KEY: refKeySetting,
  SHARED_STORE_URL: z.url().optional(),
  NODE_ENV: processSettings.NODE_ENV,
  TLS_BY: processSettings.TLS_BY,
} as const;

/** Where revocations are written. */
export interface RevocationPlaces {
  /** The record's database, by the login that may write them. */
  readonly database: Client;
  /** Null where the gateways share nothing but the record. */
  readonly store: Valkey | null;
  readonly keys: StoreKeys;
}

const PATIENCE_MS = 5_000;

/**
 * Works where revocations are written.
 * @throws CommandError when a setting is missing or unfit for real data, or the record does not answer
 */
export async function withRevocations(work: (places: RevocationPlaces) => Promise<number>): Promise<number> {
  const settings = readPlaces();
  const database = new Client({
    connectionString: settings.OWNER_DATABASE_URL,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  database.on('error', () => undefined);
  await database.connect().catch(() => {
    throw new CommandError('the record database does not answer at OWNER_DATABASE_URL: is the system running?');
  });
  const store = settings.SHARED_STORE_URL === undefined ? null : connect(settings.SHARED_STORE_URL);
  try {
    return await work({ database, store, keys: createStoreKeys(settings.REF_KEY) });
  } finally {
    store?.disconnect();
    await database.end();
  }
}

function connect(url: string): Valkey {
  const store = new Valkey(url, { connectTimeout: PATIENCE_MS, commandTimeout: PATIENCE_MS, maxRetriesPerRequest: 1 });
  // What fails is told by the command that needs it.
  store.on('error', () => undefined);
  return store;
}

type Settings = ReturnType<typeof readSettings<typeof shape>>;

/** Whoever can write to these lets in whom somebody shut out. */
function findUnsafePlaces({ OWNER_DATABASE_URL, SHARED_STORE_URL, TLS_BY }: Settings): readonly string[] {
  return [
    ...findUnsafeDatabase('OWNER_DATABASE_URL', OWNER_DATABASE_URL, TLS_BY),
    ...(SHARED_STORE_URL === undefined ? [] : findUnsafeStore('SHARED_STORE_URL', SHARED_STORE_URL, TLS_BY)),
  ];
}

function readPlaces(): Settings {
  const own = Object.fromEntries(Object.keys(shape).map((name) => [name, process.env[name]]));
  try {
    const settings = readSettings(shape, own);
    requireSafe(settings.NODE_ENV, findUnsafePlaces(settings));
    return settings;
  } catch (error) {
    const told = error instanceof Error ? error.message : 'the settings are not right';
    throw new CommandError(`${told}. For the system of npm start: eval "$(npm run -s audit-settings)"`);
  }
}
