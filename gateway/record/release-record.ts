import { DatabaseError, Pool, type PoolClient } from 'pg';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import { appendEntries } from './append-entries.ts';
import { emptyChain, type ChainHead } from './chain.ts';
import type { CheckpointSigner } from './checkpoint.ts';
import { GroupCommit } from './group-commit.ts';
import type { HeldChain } from './hold-chain.ts';
import { isStorable } from './is-storable.ts';
import { tieEntries, type EntryDraft } from './tie-entries.ts';
import { observeCommit } from '../telemetry/observe-commit.ts';

/** The gateway's own record: a hash chain of what was answered and refused, in a database that the login can only add to. */
export interface ReleaseRecord {
  /**
   * Writes entries durably, before the answer leaves.
   * @throws SamsynError RECORD_UNAVAILABLE
   */
  write(drafts: readonly EntryDraft[]): Promise<void>;
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

export interface ReleaseRecordOptions {
  readonly url: string;
  /** Held by this process as long as it lives. */
  readonly held: HeldChain;
  /** Names this gateway's chain; two processes never write one chain. */
  readonly chain: string;
  readonly signCheckpoint: CheckpointSigner;
  readonly clock: () => Date;
  readonly log: Log;
}

const LARGEST_BATCH = 500;
const CHECKPOINT_EVERY_MS = 60_000;
/** PostgreSQL gives a statement up by itself; one that hangs, and does not even say so, is given up soon after. ms. */
const PATIENCE = { connectionTimeoutMillis: 2_000, statement_timeout: 5_000, query_timeout: 6_000 } as const;

/**
 * Opens the record. Entries are written in groups, one transaction a group, and never to a chain that ends elsewhere than believed. Where the
 * chain stands is signed every minute in which it grew, and at the end.
 */
export function openReleaseRecord({
  url,
  held,
  chain,
  signCheckpoint,
  clock,
  log,
}: ReleaseRecordOptions): ReleaseRecord {
  const pool = new Pool({ connectionString: url, max: 4, ...PATIENCE });
  pool.on('error', () => {
    log.warn('the record database went away');
  });
  const append = createAppender(pool, chain);
  const commits = new GroupCommit<EntryDraft>(
    (drafts) =>
      observeCommit(drafts.length, async () => {
        await held.requireHeld();
        await append(drafts);
      }),
    { largestBatch: LARGEST_BATCH, isAway },
  );
  const checkpoint = async (): Promise<void> => {
    await writeCheckpoint(pool, { chain, signCheckpoint, now: clock() }).catch((error: unknown) => {
      log.error({ err: error }, 'no checkpoint could be written');
    });
  };
  const timer = setInterval(() => void checkpoint(), CHECKPOINT_EVERY_MS);
  timer.unref();
  return {
    write: async (drafts) => {
      if (drafts.length === 0) return;
      requireStorable(drafts);
      await commits.write(drafts).catch((error: unknown) => {
        log.error({ err: error }, 'the record could not be written');
        throw new SamsynError('RECORD_UNAVAILABLE', {});
      });
    },
    isReady: () =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    close: async () => {
      clearInterval(timer);
      await checkpoint();
      await pool.end();
      await held.close();
    },
  };
}

/** Of PostgreSQL's own words alone those by which it stops or was too slow (SQLSTATE class 57) hold for every other entry too. */
function isAway(error: unknown): boolean {
  return !(error instanceof DatabaseError) || error.code?.startsWith('57') === true;
}

/** One text that PostgreSQL does not take would fail all that is written with it, so it fails alone. */
function requireStorable(drafts: readonly EntryDraft[]): void {
  if (drafts.every(isStorable)) return;
  throw new SamsynError('RECORD_UNAVAILABLE', {});
}

async function writeCheckpoint(
  pool: Pool,
  {
    chain,
    signCheckpoint,
    now,
  }: { readonly chain: string; readonly signCheckpoint: CheckpointSigner; readonly now: Date },
): Promise<void> {
  const head = await readHead(pool, chain);
  if (head.sequence === 0) return;
  await pool.query(
    'INSERT INTO record_checkpoint (chain, sequence, at, signed) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [chain, head.sequence, now, await signCheckpoint(head, now)],
  );
}

/**
 * Adds groups to the chain. As long as nothing goes wrong its end is known, and nothing is added where it ends elsewhere. When it does,
 * or when something broke, the end is read anew under the chain's lock: whatever happened before, the chain goes on from there. The
 * writing is committed in a word of its own, so that nothing is on record of an answer whose gateway died before it could leave.
 */
function createAppender(pool: Pool, chain: string): (drafts: readonly EntryDraft[]) => Promise<void> {
  let known: ChainHead | null = null;
  return async (drafts) => {
    const believed = known;
    known = null;
    const added = believed === null ? null : await inTransaction(pool, (client) => append(client, believed, drafts));
    known = added ?? (await inTransaction(pool, (client) => appendAnew(client, chain, drafts)));
    if (known === null) throw new Error('another process writes to the chain');
  };
}

/** The new end; null when the chain ends elsewhere, and nothing was added. */
async function append(client: PoolClient, head: ChainHead, drafts: readonly EntryDraft[]): Promise<ChainHead | null> {
  const entries = tieEntries(head, drafts);
  return (await appendEntries(client, entries).catch(refuseTaken)) ? entries.end : null;
}

async function appendAnew(client: PoolClient, chain: string, drafts: readonly EntryDraft[]): Promise<ChainHead | null> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [chain]);
  return append(client, await readHead(client, chain), drafts);
}

const UNIQUE_VIOLATION = '23505';

/** Another process took the place: nothing was added. */
function refuseTaken(error: unknown): false {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === UNIQUE_VIOLATION) return false;
  throw error;
}

/** Commits where something was added. */
async function inTransaction(
  pool: Pool,
  work: (client: PoolClient) => Promise<ChainHead | null>,
): Promise<ChainHead | null> {
  const client = await pool.connect();
  let isSound = false;
  // A connection that breaks fails its query; without a listener it would end the process too.
  client.on('error', ignoreBrokenConnection);
  try {
    await client.query('BEGIN');
    const head = await work(client);
    await client.query(head === null ? 'ROLLBACK' : 'COMMIT');
    isSound = true;
    return head;
  } finally {
    client.off('error', ignoreBrokenConnection);
    client.release(!isSound);
  }
}

function ignoreBrokenConnection(): void {
  return;
}

async function readHead(client: Pool | PoolClient, chain: string): Promise<ChainHead> {
  const { rows } = await client.query<{ readonly sequence: string; readonly hash: string }>(
    'SELECT sequence, hash FROM release_record WHERE chain = $1 ORDER BY sequence DESC LIMIT 1',
    [chain],
  );
  const [last] = rows;
  return last === undefined ? emptyChain(chain) : { chain, sequence: Number(last.sequence), hash: last.hash };
}
