import { Pool, type PoolClient } from 'pg';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import { chainEntry, emptyChain, type ChainedEntry, type ChainHead, type RecordBody } from './chain.ts';
import type { CheckpointSigner } from './checkpoint.ts';
import { GroupCommit } from './group-commit.ts';
import type { HeldChain } from './hold-chain.ts';
import { observeCommit } from '../telemetry/observe-commit.ts';

/** The gateway's own record: a hash chain of what was answered and refused, in a database that the login can only add to. */
export interface ReleaseRecord {
  /**
   * Writes entries durably, before the answer leaves.
   * @throws SamsynError RECORD_UNAVAILABLE
   */
  write(bodies: readonly RecordBody[]): Promise<void>;
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

const INSERT = `
  INSERT INTO release_record (chain, sequence, previous_hash, hash, kind, at, request_id, staff_subject, role, agency, purpose,
    case_number, person_ref, released, withheld, missing, policy_digest, grounds)
  SELECT $1, entry.sequence, entry."previousHash", entry.hash, body.kind, body.at, body."requestId", body."staffSubject",
    body.role, body.agency, body.purpose, body."caseNumber", body."personRef", body.released, body.withheld, body.missing,
    body."policyDigest", body.grounds
  FROM jsonb_to_recordset($2::jsonb) AS entry (sequence bigint, "previousHash" text, hash text, body jsonb),
    jsonb_to_record(entry.body) AS body (kind text, at timestamptz, "requestId" text, "staffSubject" text, role text, agency text,
      purpose text, "caseNumber" text, "personRef" text, released text[], withheld text[], missing text[], "policyDigest" text,
      grounds text[])`;

/**
 * Opens the record. Entries are written in groups, one transaction a group; one writer at a time holds the chain. Where the
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
  const pool = new Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 2_000, statement_timeout: 5_000 });
  pool.on('error', () => {
    log.warn('the record database went away');
  });
  const commits = new GroupCommit<RecordBody>(
    (bodies) =>
      observeCommit(bodies.length, async () => {
        await held.requireHeld();
        await appendToChain(pool, chain, bodies);
      }),
    LARGEST_BATCH,
  );
  const checkpoint = async (): Promise<void> => {
    await writeCheckpoint(pool, { chain, signCheckpoint, now: clock() }).catch((error: unknown) => {
      log.error({ err: error }, 'no checkpoint could be written');
    });
  };
  const timer = setInterval(() => void checkpoint(), CHECKPOINT_EVERY_MS);
  timer.unref();
  return {
    write: async (bodies) => {
      if (bodies.length === 0) return;
      await commits.write(bodies).catch((error: unknown) => {
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

/** The head is read inside the transaction, under the chain's lock: whatever happened before, the chain goes on from its end. */
async function appendToChain(pool: Pool, chain: string, bodies: readonly RecordBody[]): Promise<void> {
  const client = await pool.connect();
  let isSound = false;
  // A connection that breaks fails its query; without a listener it would end the process too.
  client.on('error', ignoreBrokenConnection);
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [chain]);
    const entries = chainAll(await readHead(client, chain), bodies);
    await client.query(INSERT, [chain, JSON.stringify(entries)]);
    await client.query('COMMIT');
    isSound = true;
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

function chainAll(start: ChainHead, bodies: readonly RecordBody[]): readonly ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  let head = start;
  for (const body of bodies) {
    const entry = chainEntry(head, body);
    entries.push(entry);
    head = entry;
  }
  return entries;
}
