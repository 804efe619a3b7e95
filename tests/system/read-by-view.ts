import 'reflect-metadata';
import type { Agency } from '../../schema/agency.ts';
import type { StoredTable } from '../../subgraphs/platform/define-table.ts';
import { PLATFORM_PERSON_TABLES } from '../../subgraphs/platform/platform-tables.ts';
import { DEFINITIONS } from './agency-in-test.ts';

/** Read as facts too, in a transaction about the person. */
const ALSO_FACTS: readonly string[] = ['protected_person', 'sig_membership'];

/** What holds a row of the matrix is read through its view alone, which shows what the transaction is permitted. */
export function isReadByView(table: string, agency: Agency): boolean {
  const tables: readonly StoredTable[] = [...PLATFORM_PERSON_TABLES, ...DEFINITIONS[agency].tables];
  return !ALSO_FACTS.includes(table) && tables.some(({ name, entity, reads }) => name === table && reads !== entity);
}
