import 'reflect-metadata';
import { Client } from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { AGENCIES } from '../../schema/agency.ts';
import { isAddedTo, LOGS, type Keeper } from './added-to.ts';
import { ask, TEST_CASE } from './ask.ts';
import { personAs } from './at-the-agency.ts';
import { isReadByView } from './read-by-view.ts';

const KEEPERS = [...AGENCIES, 'gateway'] as const;

const PERMISSION_DENIED = '42501';

function urlOf(login: Keeper, database: string): string {
  const url = new URL(inject('system').facts.databases[login].app);
  url.pathname = `/${database}`;
  return url.href;
}

async function withLogin<T>(
  login: Keeper,
  work: (client: Client) => Promise<T>,
  database = `samsyn_${login}`,
): Promise<T> {
  const client = new Client({ connectionString: urlOf(login, database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The code with which PostgreSQL refuses; null when it does not. */
async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => (error as { readonly code?: string }).code ?? 'without a code',
  );
}

const PAIRS = KEEPERS.flatMap((login) =>
  KEEPERS.filter((other) => other !== login).map((other) => [login, other] as const),
);

describe('a login that serves', () => {
  it.each(KEEPERS)('of %s opens its own database', async (login) => {
    expect(await withLogin(login, async (client) => (await client.query<object>('SELECT 1 AS one')).rows)).toEqual([
      { one: 1 },
    ]);
  });

  it.each(PAIRS)('of %s cannot open the database of %s', async (login, other) => {
    expect(await refusalOf(withLogin(login, (client) => client.query('SELECT 1'), `samsyn_${other}`))).toBe(
      PERMISSION_DENIED,
    );
  });

  it.each(KEEPERS)('of %s cannot open the administrator’s databases, nor become anybody else', async (login) => {
    for (const database of ['postgres', 'template1']) {
      expect([database, await refusalOf(withLogin(login, (client) => client.query('SELECT 1'), database))]).toEqual([
        database,
        PERMISSION_DENIED,
      ]);
    }
    for (const role of ['postgres', `${login}_owner`]) {
      expect([role, await refusalOf(withLogin(login, (client) => client.query(`SET ROLE ${role}`)))]).toEqual([
        role,
        PERMISSION_DENIED,
      ]);
    }
  });

  it.each(KEEPERS)('of %s has no power over the cluster, and belongs to no other role', async (login) => {
    const rows = await withLogin(login, async (client) => {
      const { rows: found } = await client.query(
        `SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolcanlogin,
           (SELECT count(*)::int FROM pg_auth_members WHERE member = oid) AS memberships
         FROM pg_roles WHERE rolname = current_user`,
      );
      return found as readonly unknown[];
    });
    const none = {
      rolsuper: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolreplication: false,
      rolbypassrls: false,
    };
    expect(rows).toEqual([{ ...none, rolcanlogin: true, memberships: 0 }]);
  });

  it.each(KEEPERS)('of %s can make, change and remove nothing', async (login) => {
    const log = LOGS[login];
    const statements = [
      'CREATE TABLE own_notes (text text)',
      'CREATE TEMP TABLE own_notes (text text)',
      'CREATE SCHEMA own',
      'CREATE DATABASE own',
      'CREATE ROLE own',
      'CREATE FUNCTION own() RETURNS integer LANGUAGE sql RETURN 1',
      'CREATE EXTENSION dblink',
      'SELECT lo_create(0)',
      "SELECT lo_from_bytea(0, 'x')",
      `ALTER TABLE ${log} ADD COLUMN note text`,
      `ALTER TABLE ${log} OWNER TO CURRENT_USER`,
      `CREATE TRIGGER own BEFORE INSERT ON ${log} EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
      `DROP TABLE ${log}`,
      `UPDATE ${log} SET role = 'nobody'`,
      `DELETE FROM ${log}`,
      `TRUNCATE ${log}`,
      `GRANT SELECT ON ${log} TO PUBLIC`,
      `COPY ${log} TO PROGRAM 'cat'`,
      "SELECT pg_read_file('/etc/hostname')",
    ];
    await withLogin(login, async (client) => {
      for (const statement of statements) {
        const code = await refusalOf(client.query(statement));
        const isGrantOfNothing = statement.startsWith('GRANT') && code === null;
        expect([statement, isGrantOfNothing ? PERMISSION_DENIED : code]).toEqual([statement, PERMISSION_DENIED]);
      }
      const { rows } = await client.query<{ grantee: string }>(
        "SELECT grantee FROM information_schema.role_table_grants WHERE table_schema = 'public' AND grantee = 'PUBLIC'",
      );
      expect(rows).toEqual([]);
    });
  });

  it.each(KEEPERS)(
    'of %s can add to its log and its desk and to nothing else, and read the registers through their views alone',
    async (login) => {
      const rights = await withLogin(login, async (client) => {
        const { rows } = await client.query<{ table: string; rights: readonly string[] }>(
          `SELECT c.relname AS table, array_remove(ARRAY[
           CASE WHEN has_table_privilege(c.oid, 'SELECT') THEN 'SELECT' END,
           CASE WHEN has_table_privilege(c.oid, 'INSERT') OR has_any_column_privilege(c.oid, 'INSERT') THEN 'INSERT' END,
           CASE WHEN has_table_privilege(c.oid, 'UPDATE') OR has_any_column_privilege(c.oid, 'UPDATE') THEN 'UPDATE' END,
           CASE WHEN has_table_privilege(c.oid, 'DELETE') THEN 'DELETE' END,
           CASE WHEN has_table_privilege(c.oid, 'TRUNCATE') THEN 'TRUNCATE' END,
           CASE WHEN has_table_privilege(c.oid, 'REFERENCES') THEN 'REFERENCES' END,
           CASE WHEN has_table_privilege(c.oid, 'TRIGGER') THEN 'TRIGGER' END], NULL) AS rights
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY c.relname`,
        );
        return new Map(rows.map((row) => [row.table, row.rights]));
      });
      expect(rights.size).toBeGreaterThan(1);
      for (const [table, granted] of rights) {
        const isHidden = /^migrations?$/.test(table) || (login !== 'gateway' && isReadByView(table, login));
        const expected = [...(isHidden ? [] : ['SELECT']), ...(isAddedTo(table, login) ? ['INSERT'] : [])];
        expect([table, granted]).toEqual([table, expected]);
      }
    },
  );
});

describe('the log of a disclosure', () => {
  const query = `query ($refs: [ID!]!) { individuals(refs: $refs) {
    police { isKnown seriousTalks { plannedFor } } socialtjanst { name isKnown } school { protectedMarking grades { grade } } } }`;

  it('stands at each agency and at the gateway when the answer comes, with who, why, what and what not', async () => {
    const { ref, number, name } = personAs('knownToAll');
    const { body } = await ask({ role: 'socialtjanst.case-worker', purpose: 'SIG', query, variables: { refs: [ref] } });
    const lines = await Promise.all(
      KEEPERS.map((keeper) => linesAbout(keeper, String(body.extensions?.['requestId']))),
    );
    const why = {
      staff_subject: 'staff-caseworker',
      role: 'socialtjanst.case-worker',
      purpose: 'SIG',
      case_number: TEST_CASE,
    };
    const common = { ...why, person_ref: ref };
    const [police, socialtjanst, school, gateway] = lines;
    expect(police).toEqual([expect.objectContaining({ ...common, withheld: ['PoliceRecord.isKnown'] })]);
    expect(released(police)).toEqual(expect.arrayContaining(['Individual.police', 'PoliceRecord.seriousTalks']));
    expect(released(police)).not.toContain('PoliceRecord.isKnown');
    expect(socialtjanst).toEqual([expect.objectContaining(common)]);
    expect(released(socialtjanst)).toEqual(expect.arrayContaining(['SocialRecord.name', 'SocialRecord.isKnown']));
    expect(released(school).toSorted()).toEqual(['Individual.school', 'SchoolRecord.protectedMarking']);
    expect(gateway).toEqual([expect.objectContaining({ ...common, missing: [] })]);
    const closed = (gateway ?? []).flatMap((line) => line['withheld'] as readonly string[]);
    expect(closed.map((entry) => entry.split(' ')[0])).toEqual(['PoliceRecord.isKnown', 'SchoolRecord.grades']);
    expect(released(gateway)).not.toContain('SchoolRecord.grades');
    const written = JSON.stringify(lines);
    for (const secret of [number, number.slice(2), ...name.split(' ')]) expect(written).not.toContain(secret);
  });

  it('tells what the agency withheld by facts that it alone knows', async () => {
    const { ref } = personAs('onlySocialtjanst');
    const asked =
      'query ($refs: [ID!]!) { individuals(refs: $refs) { socialtjanst { name economicAssistance { decidedAt } } } }';
    const { body } = await ask({
      role: 'socialtjanst.case-worker',
      purpose: 'OWN_AGENCY',
      query: asked.replace('decidedAt', '__typename'),
      variables: { refs: [ref] },
    });
    const lines = await linesAbout('socialtjanst', String(body.extensions?.['requestId']));
    const closed = body.extensions?.withheld?.map(({ coordinate }) => coordinate) ?? [];
    expect(lines.map((line) => line['withheld'])).toEqual([closed]);
    expect(closed).toEqual(['SocialRecord.economicAssistance']);
  });

  it('has one line for each person asked about, known or not', async () => {
    const refs = [personAs('knownToAll').ref, `r1_${'A'.repeat(43)}`];
    const { body } = await ask({ role: 'socialtjanst.case-worker', purpose: 'SIG', query, variables: { refs } });
    for (const keeper of KEEPERS) {
      const lines = await linesAbout(keeper, String(body.extensions?.['requestId']));
      expect(lines.map((line) => line['person_ref']).toSorted()).toEqual(refs.toSorted());
    }
  });
});

type LogLine = Readonly<Record<string, unknown>>;

async function linesAbout(keeper: Keeper, requestId: string): Promise<readonly LogLine[]> {
  return withLogin(keeper, async (client) => {
    const { rows } = await client.query(`SELECT * FROM ${LOGS[keeper]} WHERE request_id = $1`, [requestId]);
    return rows as readonly LogLine[];
  });
}

function released(lines: readonly LogLine[] | undefined): readonly string[] {
  return (lines ?? []).flatMap((line) => line['released'] as readonly string[]);
}
