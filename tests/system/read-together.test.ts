import 'reflect-metadata';
import type { DataSource, QueryRunner } from 'typeorm';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { openAgencyDatabase } from '../../subgraphs/platform/agency-database.ts';
import { columnName, type PersonTable } from '../../subgraphs/platform/define-table.ts';
import { DESK_TABLES, RELEASE_GRANT } from '../../subgraphs/platform/desk-tables.ts';
import { PLATFORM_PERSON_TABLES, PROTECTION } from '../../subgraphs/platform/platform-tables.ts';
import { putTogether, readTogether } from '../../subgraphs/platform/read-together.ts';
import { createRowLoader } from '../../subgraphs/platform/row-loader.ts';
import { DEFINITIONS } from './agency-in-test.ts';

const REFS = ['A', 'B', 'C'].map((letter) => `r1_${letter.repeat(43)}`);

/** What a driver and JSON could tell apart: quotes, commas, a time of milliseconds, an empty list. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  text: [`å "a", {b} 'c' \\ \u2028`, ''],
  date: ['2026-03-01', '1999-12-31'],
  timestamptz: [new Date('2026-03-01T10:11:12.345Z'), new Date('2026-10-25T00:30:00Z')],
  boolean: [true, false],
  integer: [7, -1],
  'text[]': [['a,b', 'c"d', '', 'NULL'], []],
  jsonb: [JSON.stringify([{ who: 'å', said: null }]), JSON.stringify([])],
};

let opened: DataSource | null = null;
let session: QueryRunner | null = null;
afterEach(async () => {
  await session?.release();
  await opened?.destroy();
});

/** Tables that are read as they are stored: those of facts, and of registers. */
function tablesOf(agency: Agency): readonly PersonTable[] {
  const all = [...PLATFORM_PERSON_TABLES, ...DESK_TABLES, PROTECTION, ...DEFINITIONS[agency].tables];
  return [...new Map(all.map((table) => [table.name, table])).values()]
    .filter(({ entity, reads }) => entity === reads)
    .map((table) => table as PersonTable);
}

/** Stands before the table of that name for this connection alone, and holds rows of the first two persons. */
async function fillTemporary(runner: QueryRunner, { name, columns }: PersonTable): Promise<void> {
  await runner.query(`CREATE TEMPORARY TABLE ${name} (LIKE public.${name} INCLUDING IDENTITY)`);
  const names = ['person_ref', ...Object.keys(columns).map((column) => `"${columnName(column)}"`)];
  for (const [at, ref] of [REFS[0], REFS[0], REFS[0], REFS[1]].entries()) {
    const values = Object.values(columns).map((type) => {
      const isLeftOut = type.endsWith('?') && at === 1;
      return isLeftOut ? null : VALUES[type.replace('?', '')]?.[at % 2];
    });
    const places = names.map((_, place) => `$${place + 1}`).join(', ');
    await runner.query(`INSERT INTO ${name} (${names.join(', ')}) VALUES (${places})`, [ref, ...values]);
  }
}

/** Times at the ends of the calendar, for one person. */
async function grantAtTheEnds(runner: QueryRunner): Promise<void> {
  await fillTemporary(runner, RELEASE_GRANT);
  await runner.query(`UPDATE release_grant SET from_at = '0001-01-01T00:00:00Z', until_at = '9999-12-31T23:59:59Z'`);
}

describe('tables that are read together', () => {
  it('tell the same times as one by one, whatever zone the database keeps', async () => {
    opened = await openAgencyDatabase(DEFINITIONS.police, inject('system').facts.databases.police.owner);
    session = opened.createQueryRunner();
    await session.query(`SET timezone = 'Europe/Stockholm'`);
    await grantAtTheEnds(session);
    const found = await readTogether(session.manager, putTogether([RELEASE_GRANT]), REFS);
    const apart = await createRowLoader(session.manager).many(RELEASE_GRANT, REFS[0] ?? '');
    expect(apart[0]?.untilAt).toEqual(new Date('9999-12-31T23:59:59Z'));
    const ofFirst = found.get(RELEASE_GRANT.name)?.filter(({ personRef }) => personRef === REFS[0]);
    expect(ofFirst).toEqual(apart.map((row) => ({ ...row })));
  });

  it.each(AGENCIES)('give the same rows as one by one, with %s', async (agency) => {
    opened = await openAgencyDatabase(DEFINITIONS[agency], inject('system').facts.databases[agency].owner);
    session = opened.createQueryRunner();
    const tables = tablesOf(agency);
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables) await fillTemporary(session, table);
    const found = await readTogether(session.manager, putTogether(tables), REFS);
    const rows = createRowLoader(session.manager);
    for (const table of tables) {
      const apart = await Promise.all(REFS.map((ref) => rows.many(table, ref)));
      expect(apart.map(({ length }) => length)).toEqual([3, 1, 0]);
      const together = REFS.map((ref) => found.get(table.name)?.filter(({ personRef }) => personRef === ref));
      expect(together, table.name).toEqual(apart.map((list) => list.map((row) => ({ ...row }))));
    }
  });
});
