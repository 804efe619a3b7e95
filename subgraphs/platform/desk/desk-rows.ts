import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { Columns, NewRow, PersonTable } from '../define-table.ts';
import { NOTICE } from '../desk-tables.ts';

/** Adds a row about a person; with `isOnce`, one that is there already under the same unique key is left as it is. */
export async function addRow<C extends Columns>(
  manager: EntityManager,
  table: PersonTable<C>,
  row: NewRow<C> & { readonly personRef: string },
  { isOnce = false }: { readonly isOnce?: boolean } = {},
): Promise<void> {
  const insert = manager
    .createQueryBuilder()
    .insert()
    .into(table.entity)
    .values(row as unknown as QueryDeepPartialEntity<NewRow<C> & { readonly id: string; readonly personRef: string }>)
    .returning([])
    .updateEntity(false);
  await (isOnce ? insert.orIgnore() : insert).execute();
}

/** Makes acts on the same thing wait for one another until the transaction has ended. */
export async function lockOn(manager: EntityManager, name: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}

export interface NewNotice {
  readonly personRef: string;
  readonly sentAt: Date;
  /** A word of the closed list. */
  readonly toRole: string;
  /** Null: whoever has the role. */
  readonly toSubject: string | null;
  readonly kind: 'PUSH' | 'RULING' | 'EMERGENCY_ANSWERED';
  readonly aboutId: string;
  readonly text: string;
}

/** Tells a function something, at this agency's desk. */
export async function sendNotice(manager: EntityManager, notice: NewNotice): Promise<void> {
  await addRow(manager, NOTICE, { publicId: randomUUID(), ...notice });
}
