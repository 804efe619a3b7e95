import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { AGENCIES } from '../../schema/agency.ts';
import { addActs, removeActs } from './acts-for-layers.ts';
import { asOwner, withClient } from './at-the-database.ts';
import { numberOf, refOf, theTown } from './persons.ts';

const town = theTown();
const KNOWN = refOf(numberOf(town.person(town.cast.knownToAll)));
const BLOCKED = refOf(numberOf(town.person(town.cast.onlyPolice)));

beforeAll(() => addActs({ known: KNOWN, blocked: BLOCKED }));
afterAll(removeActs);

/** What a session of the login that serves can read of persons: `schema.table`, without the log. */
async function readableTables(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'person_ref'
     WHERE n.nspname IN ('public', 'released') AND c.relkind IN ('r', 'v') AND c.relname <> 'disclosure_log'
       AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

async function countRows(client: Client): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const table of await readableTables(client)) {
    const { rows } = await client.query<{ readonly count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    const count = rows[0]?.count ?? 0;
    if (count > 0) counts.set(table, count);
  }
  return counts;
}

/** What is stored in a table of acts, whoever put it there: other tests share the system. */
async function countStored(
  owner: Client,
  table: string,
): Promise<{ readonly ofKnown: number; readonly ofAll: number }> {
  const { rows } = await owner.query<{ readonly ofKnown: number; readonly ofAll: number }>(
    `SELECT count(*) FILTER (WHERE person_ref = $1)::int AS "ofKnown", count(*)::int AS "ofAll" FROM ${table}`,
    [KNOWN],
  );
  return rows[0] ?? { ofKnown: -1, ofAll: -1 };
}

describe('a session of the login that serves', () => {
  it.each(AGENCIES)('of %s sees no row of any person without a binding', async (agency) => {
    await withClient(inject('system').facts.databases[agency].app, async (client) => {
      expect((await readableTables(client)).length).toBeGreaterThan(20);
      expect(await countRows(client)).toEqual(new Map());
    });
    expect((await asOwner(agency, countRows)).size).toBeGreaterThan(10);
  });

  it('sees the one row of the matrix, the one column and the one person that it is bound to', async () => {
    await withClient(inject('system').facts.databases.police.app, async (client) => {
      await client.query('BEGIN');
      const permits = [{ refs: [KNOWN], opens: ['M06', 'PoliceRecord.incidents', 'PoliceIncident.date'] }];
      await client.query(`SELECT set_config('samsyn.permits', $1, true)`, [JSON.stringify(permits)]);
      expect([...(await countRows(client)).keys()]).toEqual(['released.incident']);
      const { rows } = await client.query(
        'SELECT DISTINCT person_ref, type, area, date IS NULL AS dateless FROM released.incident',
      );
      expect(rows).toEqual([{ person_ref: KNOWN, type: null, area: null, dateless: false }]);
      await client.query('COMMIT');
      expect(await countRows(client)).toEqual(new Map());
    });
  });

  it('sees facts of the persons that it is bound to, and of nobody else; a desk sees its own matters', async () => {
    await withClient(inject('system').facts.databases.police.app, async (client) => {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('samsyn.refs', $1, true)`, [KNOWN]);
      for (const table of (await countRows(client)).keys()) {
        const { rows } = await client.query(`SELECT DISTINCT person_ref FROM ${table}`);
        expect([table, rows]).toEqual([table, [{ person_ref: KNOWN }]]);
      }
      const bound = await countRows(client);
      await client.query(`SELECT set_config('samsyn.desk', 'on', true)`);
      const atDesk = await countRows(client);
      for (const table of ['release_grant', 'access_block']) {
        const stored = await asOwner('police', (owner) => countStored(owner, table));
        expect([table, bound.get(`public.${table}`) ?? 0]).toEqual([table, stored.ofKnown]);
        expect([table, atDesk.get(`public.${table}`)]).toEqual([table, stored.ofAll]);
        expect(stored.ofAll).toBeGreaterThan(table === 'access_block' ? stored.ofKnown : 1);
      }
      await client.query('ROLLBACK');
      expect(await countRows(client)).toEqual(new Map());
    });
  });

  it('cannot read past its views, nor write about anybody whom it is not bound to', async () => {
    await withClient(inject('system').facts.databases.police.app, async (client) => {
      await expect(client.query('SELECT * FROM incident')).rejects.toThrow(/permission denied/);
      await expect(client.query('SELECT * FROM person')).rejects.toThrow(/permission denied/);
      const block = `INSERT INTO access_block (person_ref, public_id, kind, rows, set_at, set_by, reason)
        VALUES ('${KNOWN}', '${randomUUID()}', 'PERSON_BLOCK', '{}', now(), 'layers', 'layers')`;
      await expect(client.query(block)).rejects.toThrow(/row-level security/);
    });
  });

  it('has nothing left of a request on the connection that served it', async () => {
    const url = inject('system').facts.databases.police.app;
    await withClient(url, async (client) => {
      for (const end of ['COMMIT', 'ROLLBACK']) {
        await client.query('BEGIN');
        await client.query(`SELECT set_config('samsyn.refs', $1, true), set_config('samsyn.permits', '[]', true)`, [
          KNOWN,
        ]);
        await client.query(end);
        const { rows } = await client.query(
          `SELECT coalesce(current_setting('samsyn.refs', true), '') AS refs, coalesce(current_setting('samsyn.permits', true), '') AS permits`,
        );
        expect(rows).toEqual([{ refs: '', permits: '' }]);
      }
    });
  });
});
