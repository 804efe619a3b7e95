import type { Pool, PoolClient } from 'pg';
import type { AggregateTask } from '../aggregate-question.ts';
import type { PublishedCell } from '../../disclosure-control/publication.ts';
import type { PlacedRelease } from '../protection/overlap.ts';
import type { Universe } from '../protection/universe.ts';
import type { AggregateRelease } from '../release.ts';
import type { StoredRelease } from './stored-release.ts';

type Queryable = Pick<Pool | PoolClient, 'query'>;

const RELEASE = `SELECT id, run_id AS "runId", released_at AS "releasedAt", definition, counted_period AS period, tables
  FROM aggregate_release`;

type ReleaseRow = Omit<AggregateRelease, 'releasedAt'> & { readonly releasedAt: Date };

/** What was released for a definition's digest, period and last day counted; null when nothing was. */
export async function findRelease(
  database: Queryable,
  { definition, period }: AggregateTask,
): Promise<AggregateRelease | null> {
  const { rows } = await database.query<ReleaseRow>(
    `${RELEASE} WHERE digest = $1 AND period = $2 AND counted_until = $3`,
    [definition.digest, period.name, period.countedUntil],
  );
  return toRelease(rows[0]);
}

export async function readRelease(database: Queryable, id: string): Promise<AggregateRelease | null> {
  const { rows } = await database.query<ReleaseRow>(`${RELEASE} WHERE id = $1`, [id]);
  return toRelease(rows[0]);
}

function toRelease(row: ReleaseRow | undefined): AggregateRelease | null {
  return row === undefined ? null : { ...row, releasedAt: row.releasedAt.toISOString() };
}

/** Every release by what it counted, the earliest first. */
export async function readPlaced(database: Queryable): Promise<readonly PlacedRelease[]> {
  const { rows } = await database.query<PlacedRelease & { readonly universe: Universe }>(
    `SELECT id, (definition ->> 'id') || ' ' || period AS label, universe FROM aggregate_release ORDER BY released_at, id`,
  );
  return rows;
}

/** What the world was shown by these releases. */
export async function readCells(database: Queryable, ids: readonly string[]): Promise<readonly PublishedCell[]> {
  if (ids.length === 0) return [];
  const { rows } = await database.query<{ readonly published: readonly PublishedCell[] }>(
    'SELECT published FROM aggregate_release WHERE id = ANY($1) ORDER BY released_at, id',
    [ids],
  );
  return rows.flatMap(({ published }) => published);
}

export async function insertRelease(database: Queryable, { release, universe, cells }: StoredRelease): Promise<void> {
  const { id, runId, releasedAt, definition, period, tables } = release;
  await database.query(
    `INSERT INTO aggregate_release (id, run_id, released_at, digest, period, counted_until, definition, counted_period, tables,
       universe, published) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[id, runId, releasedAt, definition.digest, period.name, period.countedUntil],
      ...[definition, period, tables, universe, cells].map((value) => JSON.stringify(value)),
    ],
  );
}
