import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { whenEnded } from '../../schema/process/telemetry/when-ended.ts';
import { agencyMetrics } from './telemetry/agency-metrics.ts';
import { observeStatement } from './telemetry/observe-statement.ts';
import type { RowPermit } from './row-permits.ts';

/** Whom a transaction is about, and for whom it runs. */
export interface Binding {
  readonly refs: readonly string[];
  readonly staffSubject: string;
  readonly role: string;
  /** Whether the receipt lets in to the agency's own desk, where staff see matters of persons whom they do not name. */
  readonly isAtDesk: boolean;
}

/**
 * Whether all that a transaction reads is of one moment. A question's decisions follow from facts that are read first: a row that came
 * later, such as a protected person's new address, must not be shown by them. What acts locks first, and then reads what is.
 */
export type ReadsOf = 'one moment' | 'as it comes';

/** How many statements a request took, so that its line in the log can tell. */
export interface Tally {
  statements: number;
}

export interface TransactionPlace {
  readonly dataSource: DataSource;
  readonly tally: Tally;
}

/**
 * Runs work in one transaction on one connection, and commits where the work says that it may stand. What is bound ends with the
 * transaction, so that nothing of it meets whoever has the connection next.
 */
export async function inTransaction<Result extends { readonly stands: boolean }>(
  { dataSource, tally }: TransactionPlace,
  reads: ReadsOf,
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  const runner = inTurn(dataSource.createQueryRunner(), tally, tablesOf(dataSource));
  try {
    await runner.startTransaction(reads === 'one moment' ? 'REPEATABLE READ' : 'READ COMMITTED');
    const result = await work(runner.manager);
    if (result.stands) await commit(runner);
    return result;
  } finally {
    // The first error is the one to tell; a connection that cannot roll back is thrown away by the pool.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
}

function commit(runner: QueryRunner): Promise<void> {
  const started = performance.now();
  return whenEnded(
    () => runner.commitTransaction(),
    () => agencyMetrics.commitSeconds.observe([], (performance.now() - started) / 1000),
  );
}

/** Binds the transaction to persons, so that facts about them and nobody else can be read. One statement. */
export async function bindPersons(manager: EntityManager, binding: Binding): Promise<void> {
  const { refs, staffSubject, role, isAtDesk } = binding;
  await manager.query(
    `SELECT set_config('samsyn.refs', $1, true), set_config('samsyn.subject', $2, true), set_config('samsyn.role', $3, true),
       set_config('samsyn.desk', $4, true)`,
    [[...new Set(refs)].join(','), staffSubject, role, isAtDesk ? 'on' : 'off'],
  );
}

/** Binds the transaction to what may be released, so that these rows and columns and no others can be read. One statement. */
export async function bindPermits(manager: EntityManager, permits: readonly RowPermit[]): Promise<void> {
  await manager.query(`SELECT set_config('samsyn.permits', $1, true)`, [JSON.stringify(permits)]);
}

/** A connection takes one statement at a time; resolvers ask at once. */
function inTurn(runner: QueryRunner, tally: Tally, tables: ReadonlySet<string>): QueryRunner {
  const query = runner.query.bind(runner) as (...args: readonly unknown[]) => Promise<unknown>;
  let last: Promise<unknown> = Promise.resolve();
  const queue = (...args: readonly unknown[]): Promise<unknown> => {
    tally.statements += 1;
    const next = last.then(() => observeStatement(args[0], tables, () => query(...args)));
    last = next.catch(() => undefined);
    return next;
  };
  return Object.assign(runner, { query: queue });
}

const TABLES = new WeakMap<DataSource, ReadonlySet<string>>();

/** The names of the agency's own tables and views. */
function tablesOf(dataSource: DataSource): ReadonlySet<string> {
  const known = TABLES.get(dataSource) ?? new Set(dataSource.entityMetadatas.map(({ tableName }) => tableName));
  TABLES.set(dataSource, known);
  return known;
}
