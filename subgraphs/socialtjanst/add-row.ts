import type { EntityManager } from 'typeorm';
import type { Columns, NewRow, PersonTable } from '../platform/define-table.ts';

/**
 * Adds a row about a person, unless one with the same key is there; tells whether it was added. Nothing is read back: many tables
 * are read through their views alone.
 */
export async function addRow<C extends Columns>(
  manager: EntityManager,
  table: PersonTable<C, unknown>,
  personRef: string,
  row: NewRow<C>,
): Promise<boolean> {
  const before = { personRef, ...row };
  const { raw } = (await manager
    .createQueryBuilder()
    .insert()
    .into(table.entity)
    .values(before as never)
    .orIgnore()
    .returning([])
    .updateEntity(false)
    .execute()) as { readonly raw: unknown };
  return raw !== null;
}
