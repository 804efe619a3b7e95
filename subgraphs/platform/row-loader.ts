import DataLoader from 'dataloader';
import { In, type EntityManager, type FindOptionsOrder, type FindOptionsWhere } from 'typeorm';
import type { Columns, PersonRow, PersonTable } from './define-table.ts';

/** Reads rows of many persons in one statement a table, however many persons are asked for. */
export interface RowLoader {
  /** All rows of a person in a table; empty for somebody who is not there. */
  many<C extends Columns>(table: PersonTable<C>, personRef: string): Promise<readonly PersonRow<C>[]>;
  /** The first row of a person in a table, or null. */
  one<C extends Columns>(table: PersonTable<C>, personRef: string): Promise<PersonRow<C> | null>;
}

/** Creates the loader of one request. */
export function createRowLoader(manager: EntityManager): RowLoader {
  const loaders = new Map<string, unknown>();
  const loaderOf = <C extends Columns>(table: PersonTable<C>): DataLoader<string, readonly PersonRow<C>[]> => {
    const known = loaders.get(table.name) as DataLoader<string, readonly PersonRow<C>[]> | undefined;
    if (known !== undefined) return known;
    const created = new DataLoader((refs: readonly string[]) => readRows(manager, table, refs));
    loaders.set(table.name, created);
    return created;
  };
  return {
    many: (table, personRef) => loaderOf(table).load(personRef),
    one: async (table, personRef) => (await loaderOf(table).load(personRef))[0] ?? null,
  };
}

async function readRows<C extends Columns>(
  manager: EntityManager,
  table: PersonTable<C>,
  refs: readonly string[],
): Promise<readonly (readonly PersonRow<C>[])[]> {
  const order = { ...(table.newestBy === null ? {} : { [table.newestBy]: 'DESC' }), id: 'ASC' };
  const rows = await manager.find(table.entity, {
    where: { personRef: In([...refs]) } as FindOptionsWhere<PersonRow<C>>,
    order: order as FindOptionsOrder<PersonRow<C>>,
  });
  const byPerson = new Map<string, PersonRow<C>[]>(refs.map((ref) => [ref, []]));
  for (const row of rows) byPerson.get(row.personRef)?.push(row);
  return refs.map((ref) => byPerson.get(ref) ?? []);
}
