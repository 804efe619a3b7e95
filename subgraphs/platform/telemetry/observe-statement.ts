import { inSpan, isTraced } from '../../../schema/process/telemetry/span.ts';

const KINDS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'WITH', 'START', 'COMMIT', 'ROLLBACK'] as const;
const TABLE = /\b(?:FROM|INTO|UPDATE)\s+(?:"?\w+"?\.)?"?([a-z][a-z_]*)"?/i;

/** Tells the kind of a statement and the table that it is about; `other` for what is not in the lists. */
export function describeStatement(
  sql: string,
  tables: ReadonlySet<string>,
): { readonly kind: string; readonly table: string } {
  const word = /^\s*([A-Za-z]+)/.exec(sql)?.[1]?.toUpperCase();
  const table = TABLE.exec(sql)?.[1] ?? '';
  return { kind: KINDS.find((kind) => kind === word) ?? 'other', table: tables.has(table) ? table : 'other' };
}

/** Traces one statement by its kind and table: its text is the platform's own, but what stands in it is nobody's business here. */
export function observeStatement<Result>(sql: unknown, tables: ReadonlySet<string>, work: () => Result): Result {
  if (!isTraced() || typeof sql !== 'string') return work();
  const { kind, table } = describeStatement(sql, tables);
  return inSpan('statement', { 'db.operation.name': kind, 'db.collection.name': table }, work);
}
