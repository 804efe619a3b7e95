import DataLoader from 'dataloader';
import { In, type EntityManager, type EntitySchema, type FindOptionsOrder, type FindOptionsWhere } from 'typeorm';
import type { StoredTable } from './define-table.ts';
import { readTogether, type TablesTogether } from './read-together.ts';

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
  /** Reads several tables in one statement, so that what is asked of these persons there needs none. */
  readAhead(together: TablesTogether, refs: readonly string[]): Promise<void>;
  /**
   * What was read ahead.
   * @throws TypeError when it was not
   */
  ahead<Row extends OfPerson>(table: ReadableTable<Row>, personRef: string): readonly Row[];
}

type Rows<Row> = ReadonlyMap<string, readonly Row[]>;
type Loader<Row> = DataLoader<string, readonly Row[]>;

/** Creates the loader of one request. */
export function createRowLoader(manager: EntityManager): RowLoader {
  const loaders = new Map<string, unknown>();
  const read = new Map<string, Rows<OfPerson>>();
  const loaderOf = <Row extends OfPerson>(table: ReadableTable<Row>): Loader<Row> => {
    const known = loaders.get(table.reads.options.name) as Loader<Row> | undefined;
    if (known !== undefined) return known;
    const created: Loader<Row> = new DataLoader((refs: readonly string[]) => readRows(manager, table, refs));
    loaders.set(table.reads.options.name, created);
    return created;
  };
  const knownOf = <Row extends OfPerson>({ reads }: ReadableTable<Row>, ref: string): readonly Row[] | undefined =>
    read.get(reads.options.name)?.get(ref) as readonly Row[] | undefined;
  const many: RowLoader['many'] = (table, personRef) => {
    const known = knownOf(table, personRef);
    return known === undefined ? loaderOf(table).load(personRef) : Promise.resolve(known);
  };
  return {
    many,
    one: async (table, personRef) => (await many(table, personRef))[0] ?? null,
    readAhead: async (together, refs) => {
      const found = await readTogether(manager, together, refs);
      for (const { name, reads } of together.tables) {
        const earlier = read.get(reads.options.name) ?? [];
        read.set(reads.options.name, new Map([...earlier, ...groupByPerson(found.get(name) ?? [], refs)]));
      }
    },
    ahead: (table, personRef) => {
      const known = knownOf(table, personRef);
      if (known === undefined) throw new TypeError(`${table.name} was not read ahead`);
      return known;
    },
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
  const byPerson = groupByPerson(rows, refs);
  return refs.map((ref) => byPerson.get(ref) ?? []);
}

/** A list for each person, also where there is nothing. */
function groupByPerson<Row extends OfPerson>(rows: readonly Row[], refs: readonly string[]): Rows<Row> {
  const byPerson = new Map<string, Row[]>(refs.map((ref) => [ref, []]));
  for (const row of rows) byPerson.get(row.personRef)?.push(row);
  return byPerson;
}

/** A view tells the place of each row, so that the order holds where the column that makes it is closed. */
function orderOf({ entity, reads, newestBy }: ReadableTable<unknown>): Readonly<Record<string, 'ASC' | 'DESC'>> {
  if (reads !== (entity as unknown)) return { place: 'ASC' };
  return { ...(newestBy === null ? {} : { [newestBy]: 'DESC' as const }), id: 'ASC' };
}
