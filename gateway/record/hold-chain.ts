import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Log } from '../../schema/process/log.ts';

/** A chain that this process alone writes. */
export interface HeldChain {
  /**
   * Resolves at once while the chain is held, and takes it again where the database was away.
   * @throws Error when the database is away, or another process took the chain meanwhile
   */
  requireHeld(): Promise<void>;
  /** Lets go. */
  close(): Promise<void>;
}

export interface ChainPlace {
  readonly url: string;
  readonly chain: string;
  readonly log: Log;
  /** How long a process that ended hard may still seem to hold it, ms. */
  readonly patienceMs: number;
}

/** Of one that takes the connection and then says nothing, too: whoever writes waits for this. */
const PATIENCE = { connectionTimeoutMillis: 2_000, statement_timeout: 2_000, query_timeout: 2_000 } as const;
const ASK_AGAIN_MS = 500;

/** Apart from the lock under which a batch is tied to the chain, which is taken for each of them. */
const TAKE = `SELECT pg_try_advisory_lock(hashtextextended('samsyn chain ' || $1, 1)) AS taken`;

/**
 * Takes a chain for as long as the process lives: a lock of the session, on a connection of its own, which PostgreSQL lets go when the
 * process is gone, however it went. The connection must be to PostgreSQL itself: a pooler that lends out sessions would lend the lock.
 * Two processes on one chain would each stay whole, since every batch is tied under a lock; but no auditor could tell which of them
 * wrote what, so the second does not start.
 * @throws Error in one sentence, when another process has it
 */
export async function holdChain(place: ChainPlace): Promise<HeldChain> {
  const until = performance.now() + place.patienceMs;
  let held = await takeChain(place);
  while (held === null && performance.now() < until) {
    await sleep(ASK_AGAIN_MS);
    held = await takeChain(place);
  }
  if (held === null) {
    throw new Error(
      `another process writes the chain \`${place.chain}\` of this record: give each replica a RECORD_CHAIN of its own`,
    );
  }
  return keepChain(held, place);
}

interface Taken {
  readonly client: Client;
  isAlive: boolean;
}

function keepChain(first: Taken, place: ChainPlace): HeldChain {
  let held = first;
  let taking: Promise<void> | null = null;
  const takeAgain = async (): Promise<void> => {
    const taken = await takeChain(place);
    if (taken === null) throw new Error('another process took the chain');
    place.log.info('the chain is held again');
    held = taken;
  };
  return {
    requireHeld: () => {
      if (held.isAlive) return HELD;
      taking ??= takeAgain().finally(() => {
        taking = null;
      });
      return taking;
    },
    close: () => held.client.end().catch(() => undefined),
  };
}

const HELD: Promise<void> = Promise.resolve();

/** Null: another process has it. */
async function takeChain({ url, chain, log }: ChainPlace): Promise<Taken | null> {
  const client = new Client({ connectionString: url, keepAlive: true, ...PATIENCE });
  const taken: Taken = { client, isAlive: true };
  client.on('error', () => {
    taken.isAlive = false;
  });
  client.on('end', () => {
    taken.isAlive = false;
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ readonly taken: boolean }>(TAKE, [chain]);
    if (rows[0]?.taken === true) return taken;
  } catch (error) {
    await client.end().catch(() => undefined);
    log.warn({ err: error }, 'the chain cannot be held');
    throw error;
  }
  await client.end();
  return null;
}
