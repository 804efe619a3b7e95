import type { Ref } from '../../schema/ref.ts';
import type { Columns, NewRow, StoredTable } from './define-table.ts';

/** One row to be stored of an invented person. */
export interface TownRow {
  readonly table: StoredTable;
  readonly personRef: Ref;
  readonly row: Readonly<Record<string, unknown>>;
}

/** What an agency needs to turn an invented person into its own rows. */
export interface FillContext {
  readonly ref: Ref;
  /** The ref of another person of the town, by index. */
  readonly refOf: (index: number) => Ref;
}

/** Makes a row that fits its table's columns. */
export function townRow<C extends Columns>(
  table: StoredTable & { readonly columns: C },
  personRef: Ref,
  row: NewRow<C>,
): TownRow {
  return { table, personRef, row };
}
