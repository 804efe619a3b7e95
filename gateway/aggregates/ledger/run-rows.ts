import type { Pool, PoolClient } from 'pg';
import type { Agency } from '../../../schema/agency.ts';
import { swedishDay } from '../../../schema/swedish-day.ts';
import type { AggregateTask } from '../aggregate-question.ts';
import { AggregateRefusal, type RefusalCode } from '../aggregate-refusal.ts';
import { inTransaction } from './in-transaction.ts';

/** A run that somebody asked for. */
export interface BegunRun {
  readonly id: string;
  readonly at: Date;
  readonly requestId: string;
  readonly staffSubject: string;
  /** The employer of who asked. */
  readonly agency: Agency;
  /** Null where what was asked for is not known here; what was sent is never kept. */
  readonly task: AggregateTask | null;
  /** Whether agencies are asked: those count against the budget. */
  readonly reachesAgencies: boolean;
}

export interface RefusedRun {
  readonly id: string;
  readonly at: Date;
  /** INTERNAL: it broke. */
  readonly code: RefusalCode | 'INTERNAL';
  readonly missing: readonly Agency[];
}

/** How many runs of one person may reach the agencies, in so many days. */
export interface Budget {
  readonly runs: number;
  readonly days: number;
}

/** A run as the public list has it: nobody of staff is named. */
export interface ListedRun {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly definition: string | null;
  readonly digest: string | null;
  readonly period: string | null;
  /** `UNFINISHED`: under way, or the gateway ended meanwhile. */
  readonly outcome: 'RELEASED' | 'REFUSED' | 'UNFINISHED';
  readonly code: string | null;
  readonly agency: string;
}

const DAY_MS = 86_400_000;

/** @throws AggregateRefusal AGGREGATE_BUDGET_SPENT */
export function beginRun(pool: Pool, run: BegunRun, budget: Budget | null): Promise<void> {
  return inTransaction(pool, async (client) => {
    if (budget !== null) await requireBudget(client, run, budget);
    await client.query(
      `INSERT INTO aggregate_run (id, at, request_id, staff_subject, agency, definition, digest, period, counted_until,
         reaches_agencies) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      valuesOf(run),
    );
  });
}

/** One at a time for each person, so that two at once cannot both take the last one. */
async function requireBudget(
  client: PoolClient,
  { at, staffSubject }: BegunRun,
  { runs, days }: Budget,
): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`budget ${staffSubject}`]);
  const { rows } = await client.query<{ readonly at: Date }>(
    'SELECT at FROM aggregate_run WHERE staff_subject = $1 AND reaches_agencies AND at > $2 ORDER BY at DESC LIMIT $3',
    [staffSubject, new Date(at.getTime() - days * DAY_MS), runs],
  );
  if (rows.length < runs) return;
  // There is room again when the oldest of those that count is old enough, for certain on the day after.
  const day = swedishDay(new Date((rows.at(-1)?.at ?? at).getTime() + (days + 1) * DAY_MS));
  throw new AggregateRefusal('AGGREGATE_BUDGET_SPENT', { limit: runs, days, day });
}

function valuesOf({ id, at, requestId, staffSubject, agency, task, reachesAgencies }: BegunRun): unknown[] {
  const { definition, period } = task ?? {};
  return [
    ...[id, at, requestId, staffSubject, agency],
    ...[definition?.id ?? null, definition?.digest ?? null, period?.name ?? null, period?.countedUntil ?? null],
    reachesAgencies,
  ];
}

export async function refuseRun(pool: Pool, { id, at, code, missing }: RefusedRun): Promise<void> {
  await pool.query('INSERT INTO aggregate_refusal (run_id, at, code, missing) VALUES ($1, $2, $3, $4)', [
    ...[id, at, code],
    missing,
  ]);
}

interface RunRow extends Omit<ListedRun, 'at' | 'outcome'> {
  readonly at: Date;
  readonly isReleased: boolean;
}

export async function listRuns(pool: Pool, most: number): Promise<readonly ListedRun[]> {
  const { rows } = await pool.query<RunRow>(
    `SELECT run.id, run.at, run.definition, run.digest, run.period, code, agency, release.id IS NOT NULL AS "isReleased"
     FROM (SELECT * FROM aggregate_run ORDER BY at DESC, id LIMIT $1) AS run
     LEFT JOIN aggregate_refusal AS refusal ON refusal.run_id = run.id
     LEFT JOIN (SELECT id, run_id FROM aggregate_release) AS release ON release.run_id = run.id
     ORDER BY run.at DESC, run.id`,
    [most],
  );
  return rows.map(({ isReleased, at, ...run }) => ({
    ...run,
    at: at.toISOString(),
    outcome: isReleased ? 'RELEASED' : run.code === null ? 'UNFINISHED' : 'REFUSED',
  }));
}
