import type { EntityManager } from 'typeorm';
import { columnName, type Columns, type StoredTable } from './define-table.ts';

/** A table of persons that is read as it is stored. */
export interface FactTable extends StoredTable {
  readonly newestBy: string | null;
}

/** Tables that are read in one statement, since each costs as much to ask for as all of them. */
export interface TablesTogether {
  readonly tables: readonly FactTable[];
  /** Takes refs; gives one row, with a list of rows as JSON for each table. */
  readonly sql: string;
}

interface FoundRow {
  readonly personRef: string;
}

export function putTogether(tables: readonly FactTable[]): TablesTogether {
  return { tables, sql: `SELECT ${tables.map(rowsAsJson).join(', ')}` };
}

/**
 * Reads the rows of persons in several tables, as the transaction may see them, in the order of each table.
 * @returns by the table's name; rows as its entity has them
 */
export async function readTogether(
  manager: EntityManager,
  { tables, sql }: TablesTogether,
  refs: readonly string[],
): Promise<ReadonlyMap<string, readonly FoundRow[]>> {
  const [found] = await manager.query<readonly Readonly<Record<string, FoundRow[]>>[]>(sql, [refs]);
  return new Map(tables.map(({ name, columns }) => [name, withTimes(found?.[name] ?? [], columns)]));
}

/** A subquery, so that row-level security holds as in any other; 64-bit numbers as text, as the driver gives them. */
function rowsAsJson({ name, columns, newestBy }: FactTable): string {
  const own = Object.entries(columns).map(([property, type]) => {
    const column = `t."${columnName(property)}"`;
    return `'${property}', ${isTime(type) ? `${column} AT TIME ZONE 'UTC'` : column}`;
  });
  const row = `json_build_object(${[`'id', t.id::text`, `'personRef', t.person_ref`, ...own].join(', ')})`;
  const order = newestBy === null ? 't.id' : `t."${columnName(newestBy)}" DESC, t.id`;
  return `(SELECT coalesce(json_agg(${row} ORDER BY ${order}), '[]') FROM ${name} t WHERE t.person_ref = ANY ($1)) AS "${name}"`;
}

function isTime(type: string | undefined): boolean {
  return type?.startsWith('timestamptz') === true;
}

/** JSON has no times: they come as text, by UTC, since an offset of PostgreSQL's is not always one of JavaScript's. */
function withTimes(rows: FoundRow[], columns: Columns): readonly FoundRow[] {
  const times = Object.keys(columns).filter((property) => isTime(columns[property]));
  if (times.length === 0) return rows;
  return rows.map((row) => {
    const given = row as unknown as Readonly<Record<string, unknown>>;
    const read = times.map((property) => [property, readTime(given[property])] as const);
    return { ...row, ...Object.fromEntries(read) };
  });
}

function readTime(text: unknown): Date | null {
  return typeof text === 'string' ? new Date(`${text}Z`) : null;
}
