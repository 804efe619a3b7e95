import DataLoader from 'dataloader';
import { In, type EntityManager, type EntitySchema, type FindOptionsOrder, type FindOptionsWhere } from 'typeorm';
import type { StoredTable } from './define-table.ts';

/** A table of persons to read, whatever its columns. */
interface ReadableTable<Row> extends StoredTable {
  readonly newestBy: string | null;
  readonly reads: EntitySchema<Row>;
}

interface OfPerson {
  readonly personRef: string;
}

/** Reads rows of many persons in one statement a table, however many persons are asked for. */
export interface RowLoader {
  /** All rows of a person in a table that the transaction may read; empty for somebody who is not there. */
  many<Row extends OfPerson>(table: ReadableTable<Row>, personRef: string): Promise<readonly Row[]>;
  /** The first row of a person in a table, or null. */
  one<Row extends OfPerson>(table: ReadableTable<Row>, personRef: string): Promise<Row | null>;
}

/** Creates the loader of one request. */
export function createRowLoader(manager: EntityManager): RowLoader {
  const loaders = new Map<string, unknown>();
  const loaderOf = <Row extends OfPerson>(table: ReadableTable<Row>): DataLoader<string, readonly Row[]> => {
    const known = loaders.get(table.reads.options.name) as DataLoader<string, readonly Row[]> | undefined;
    if (known !== undefined) return known;
    const created = new DataLoader((refs: readonly string[]) => readRows(manager, table, refs));
    loaders.set(table.reads.options.name, created);
    return created;
  };
  return {
    many: (table, personRef) => loaderOf(table).load(personRef),
    one: async (table, personRef) => (await loaderOf(table).load(personRef))[0] ?? null,
  };
}

async function readRows<Row extends OfPerson>(
  manager: EntityManager,
  table: ReadableTable<Row>,
  refs: readonly string[],
): Promise<readonly (readonly Row[])[]> {
  const rows = await manager.find(table.reads, {
    where: { personRef: In([...refs]) } as FindOptionsWhere<Row>,
    order: orderOf(table) as FindOptionsOrder<Row>,
  });
  const byPerson = new Map<string, Row[]>(refs.map((ref) => [ref, []]));
  for (const row of rows) byPerson.get(row.personRef)?.push(row);
  return refs.map((ref) => byPerson.get(ref) ?? []);
}

/** A view tells the place of each row, so that the order holds where the column that makes it is closed. */
function orderOf({ entity, reads, newestBy }: ReadableTable<unknown>): Readonly<Record<string, 'ASC' | 'DESC'>> {
  if (reads !== (entity as unknown)) return { place: 'ASC' };
  return { ...(newestBy === null ? {} : { [newestBy]: 'DESC' as const }), id: 'ASC' };
}
