import { Pool, type PoolClient } from 'pg';
import { SamsynError } from '../../../schema/error-catalogue.ts';
import type { Log } from '../../../schema/process/log.ts';
import type { AggregateTask } from '../aggregate-question.ts';
import type { EarlierReleases } from '../protection/protect-counts.ts';
import type { PlacedRelease } from '../protection/overlap.ts';
import type { AggregateRelease } from '../release.ts';
import type { StoredRelease } from './stored-release.ts';
import {
  beginRun,
  listRuns,
  refuseRun,
  type BegunRun,
  type Budget,
  type ListedRun,
  type RefusedRun,
} from './run-rows.ts';
import { inTransaction } from './in-transaction.ts';
import { findRelease, insertRelease, readCells, readPlaced, readRelease } from './release-rows.ts';

/**
 * What was released, once and for all, and every run that was asked for, in the gateway's own database; its login can add and
 * read. Exact figures are never in it.
 * Every method throws SamsynError RECORD_UNAVAILABLE where the database does not answer.
 */
export interface ReleaseLedger {
  /** What was released for a question; null when nothing was. */
  find(task: AggregateTask): Promise<AggregateRelease | null>;
  read(id: string): Promise<AggregateRelease | null>;
  /** The latest runs, the refused ones too. */
  listRuns(most: number): Promise<readonly ListedRun[]>;
  /** Puts a run down. @throws AggregateRefusal AGGREGATE_BUDGET_SPENT, and then it is not put down */
  begin(run: BegunRun, budget: Budget | null): Promise<void>;
  /** Puts down that a run was refused. */
  refuse(run: RefusedRun): Promise<void>;
  /** Does the work while no other gateway process releases anything of the same sets of things. */
  inTurn<Done>(sets: readonly string[], work: (turn: LedgerTurn) => Promise<Done>): Promise<Done>;
  close(): Promise<void>;
}

/** The ledger while it is one's turn: what it tells stays true until the work is done. */
export interface LedgerTurn {
  find(task: AggregateTask): Promise<AggregateRelease | null>;
  readEarlier(choose: (all: readonly PlacedRelease[]) => readonly PlacedRelease[]): Promise<EarlierReleases>;
  /** Durable when the turn has ended without an error. */
  store(stored: StoredRelease): Promise<void>;
}

export interface ReleaseLedgerOptions {
  readonly url: string;
  readonly log: Log;
  /** How long a run waits for its turn, ms. */
  readonly patienceMs: number;
}

const PATIENCE_MS = 5_000;
/** PostgreSQL gives a statement up by itself; one that hangs, and does not even say so, is given up so much later. */
const SILENCE_MS = 1_000;

/** Runs that may be under way at a time; each holds a connection, and the memory of a join, from its turn to its end. */
const TURNS = 2;

export function openReleaseLedger({ url, log, patienceMs }: ReleaseLedgerOptions): ReleaseLedger {
  const pool = new Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 2_000,
    ...givenUpAfter(PATIENCE_MS),
  });
  const turns = new Pool({
    connectionString: url,
    max: TURNS,
    connectionTimeoutMillis: patienceMs,
    ...givenUpAfter(patienceMs),
  });
  for (const each of [pool, turns]) each.on('error', () => log.warn('the ledger database went away'));
  const orUnavailable = async <Done>(work: Promise<Done>): Promise<Done> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof SamsynError) throw error;
      log.error({ err: error }, 'the ledger could not be read or written');
      throw new SamsynError('RECORD_UNAVAILABLE', {});
    }
  };
  return {
    find: (task) => orUnavailable(findRelease(pool, task)),
    read: (id) => orUnavailable(readRelease(pool, id)),
    listRuns: (most) => orUnavailable(listRuns(pool, most)),
    begin: (run, budget) => orUnavailable(beginRun(pool, run, budget)),
    refuse: (run) => orUnavailable(refuseRun(pool, run)),
    inTurn: (sets, work) => takeTurn({ turns, orUnavailable }, sets, work),
    close: async () => {
      await Promise.all([pool.end(), turns.end()]);
    },
  };
}

interface Turns {
  readonly turns: Pool;
  readonly orUnavailable: <Done>(work: Promise<Done>) => Promise<Done>;
}

/** Locks are taken in one order, so that no two runs can wait for each other. */
function takeTurn<Done>(
  { turns, orUnavailable }: Turns,
  sets: readonly string[],
  work: (turn: LedgerTurn) => Promise<Done>,
): Promise<Done> {
  return inTransaction(
    turns,
    async (client) => {
      for (const set of [...sets].sort()) {
        const lock = `aggregate ${set}`;
        await orUnavailable(client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]));
      }
      return work({
        find: (task) => orUnavailable(findRelease(client, task)),
        readEarlier: (choose) => orUnavailable(readEarlier(client, choose)),
        store: (stored) => orUnavailable(insertRelease(client, stored)),
      });
    },
    orUnavailable,
  );
}

async function readEarlier(
  client: PoolClient,
  choose: (all: readonly PlacedRelease[]) => readonly PlacedRelease[],
): Promise<EarlierReleases> {
  const releases = choose(await readPlaced(client));
  const ids = releases.map(({ id }) => id);
  return { releases, cells: await readCells(client, ids) };
}

function givenUpAfter(ms: number): { readonly statement_timeout: number; readonly query_timeout: number } {
  return { statement_timeout: ms, query_timeout: ms + SILENCE_MS };
}
