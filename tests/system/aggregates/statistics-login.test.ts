import type { Client } from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { isMonthDimension } from '../../../schema/aggregate-codes.ts';
import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import { columnName } from '../../../subgraphs/platform/define-table.ts';
import { viewName } from '../../../subgraphs/platform/aggregates/published-measure.ts';
import { DEFINITIONS as AGENCY_DEFINITIONS } from '../agency-in-test.ts';
import { asOwner, withClient } from '../at-the-database.ts';

const PERMISSION_DENIED = '42501';

function asStatistics<Result>(agency: Agency, work: (client: Client) => Promise<Result>): Promise<Result> {
  return withClient(inject('system').facts.databases[agency].statistics, work);
}

/** The code with which PostgreSQL refuses; null when it does not. */
async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => (error as { readonly code?: string }).code ?? 'without a code',
  );
}

interface Relation {
  readonly name: string;
  readonly schema: string;
}

/** Every table and view of an agency, whoever may read it. */
async function relationsOf(agency: Agency): Promise<readonly Relation[]> {
  return asOwner(agency, async (client) => {
    const { rows } = await client.query<Relation>(
      `SELECT n.nspname || '.' || c.relname AS name, n.nspname AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('public', 'released', 'measures') AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1`,
    );
    return rows;
  });
}

/** A period that is as wide as can be. */
const EVERYTHING = `SELECT set_config('samsyn.counted_from', '1900-01-01', false),
  set_config('samsyn.counted_until', '2100-01-01', false), set_config('samsyn.period_end', '2100-01-01', false)`;

function measureViews(agency: Agency): readonly string[] {
  return AGENCY_DEFINITIONS[agency].measures.map((measure) => `measures.${viewName(measure)}`);
}

describe('the login for statistics', () => {
  it.each(AGENCIES)('of %s reads its measures and its approvals, and no other table or view', async (agency) => {
    const relations = await relationsOf(agency);
    expect(relations.length).toBeGreaterThan(40);
    const readable = [...measureViews(agency), 'public.aggregate_approval', 'public.aggregate_withdrawal'];
    await asStatistics(agency, async (client) => {
      for (const { name } of relations) {
        const code = await refusalOf(client.query(`SELECT * FROM ${name} LIMIT 1`));
        expect([name, code]).toEqual([name, readable.includes(name) ? null : PERMISSION_DENIED]);
      }
    });
  });

  it.each(AGENCIES)('of %s adds to the log of contributions, and changes nothing anywhere', async (agency) => {
    const relations = (await relationsOf(agency)).filter(({ schema }) => schema === 'public');
    const rights = await asStatistics(agency, async (client) => {
      const { rows } = await client.query<{ readonly name: string; readonly rights: readonly string[] }>(
        `SELECT 'public.' || c.relname AS name, array_remove(ARRAY[
           CASE WHEN has_table_privilege(c.oid, 'INSERT') OR has_any_column_privilege(c.oid, 'INSERT') THEN 'INSERT' END,
           CASE WHEN has_table_privilege(c.oid, 'UPDATE') OR has_any_column_privilege(c.oid, 'UPDATE') THEN 'UPDATE' END,
           CASE WHEN has_table_privilege(c.oid, 'DELETE, TRUNCATE, REFERENCES, TRIGGER') THEN 'MORE' END], NULL) AS rights
         FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')`,
      );
      return new Map(rows.map((row) => [row.name, row.rights]));
    });
    for (const { name } of relations) {
      expect([name, rights.get(name)]).toEqual([name, name === 'public.aggregate_log' ? ['INSERT'] : []]);
    }
  });

  it.each(AGENCIES)('of %s has no power, makes nothing, becomes nobody and goes nowhere else', async (agency) => {
    await asStatistics(agency, async (client) => {
      const { rows } = await client.query(
        `SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
           (SELECT count(*)::int FROM pg_auth_members WHERE member = oid) AS memberships
         FROM pg_roles WHERE rolname = current_user`,
      );
      const none = {
        rolsuper: false,
        rolcreatedb: false,
        rolcreaterole: false,
        rolreplication: false,
        rolbypassrls: false,
      };
      expect(rows).toEqual([{ ...none, memberships: 0 }]);
      const statements = [
        'CREATE TABLE own_notes (text text)',
        'CREATE TEMP TABLE own_notes (text text)',
        'CREATE SCHEMA own',
        'CREATE VIEW measures.own AS SELECT 1 AS one',
        'CREATE OR REPLACE FUNCTION measures.counted_from() RETURNS date LANGUAGE sql RETURN CURRENT_DATE',
        'CREATE FUNCTION own() RETURNS integer LANGUAGE sql RETURN 1',
        `SET ROLE ${agency}_owner`,
        `SET ROLE ${agency}_app`,
        'SELECT released.bound_refs()',
        `COPY (SELECT 1) TO PROGRAM 'cat'`,
        'SELECT lo_create(0)',
      ];
      for (const statement of statements) {
        expect([statement, await refusalOf(client.query(statement))]).toEqual([statement, PERMISSION_DENIED]);
      }
    });
    for (const other of [...AGENCIES.filter((name) => name !== agency), 'gateway']) {
      const url = new URL(inject('system').facts.databases[agency].statistics);
      url.pathname = `/samsyn_${other}`;
      expect(await refusalOf(withClient(url.href, (client) => client.query('SELECT 1')))).toBe(PERMISSION_DENIED);
    }
  });

  it.each(AGENCIES)('of %s sees no row of a measure until a period is set, and then some', async (agency) => {
    await asStatistics(agency, async (client) => {
      const counts = async (): Promise<readonly (readonly [string, number])[]> => {
        const found: [string, number][] = [];
        for (const view of measureViews(agency)) {
          const { rows } = await client.query<{ readonly count: number }>(
            `SELECT count(*)::int AS count FROM ${view} WHERE counted_on >= measures.counted_from() AND counted_on < measures.counted_until()`,
          );
          found.push([view, rows[0]?.count ?? -1]);
        }
        return found;
      };
      for (const [view, count] of await counts()) expect([view, count]).toEqual([view, 0]);
      await client.query(EVERYTHING);
      for (const [view, count] of await counts()) expect([view, count > 0]).toEqual([view, true]);
    });
  });

  it.each(AGENCIES)(
    'of %s finds in a measure its own columns: a ref, a day, codes and sums, and nothing else',
    async (agency) => {
      await asStatistics(agency, async (client) => {
        for (const measure of AGENCY_DEFINITIONS[agency].measures) {
          const { fields } = await client.query(`SELECT * FROM measures.${viewName(measure)} LIMIT 0`);
          const coded = measure.dimensions.filter((dimension) => !isMonthDimension(dimension));
          const columns = ['person_ref', 'counted_on', ...[...coded, ...measure.sums].map((name) => columnName(name))];
          expect([measure.name, fields.map(({ name }) => name)]).toEqual([measure.name, columns]);
        }
      });
    },
  );
});

describe('the login that serves', () => {
  it.each(AGENCIES)('of %s cannot look into the measures', async (agency) => {
    const views = (await relationsOf(agency)).filter(({ schema }) => schema === 'measures');
    expect(views.length).toBeGreaterThan(measureViews(agency).length);
    await withClient(inject('system').facts.databases[agency].app, async (client) => {
      for (const { name } of views) {
        expect([name, await refusalOf(client.query(`SELECT * FROM ${name} LIMIT 1`))]).toEqual([
          name,
          PERMISSION_DENIED,
        ]);
      }
      const add = `INSERT INTO aggregate_log (at, run_id, request_id, staff_subject, definition, digest, measure, period, counted_until)
        VALUES (now(), 'x', 'x', 'x', 'x', 'x', 'x', 'x', now())`;
      expect(await refusalOf(client.query(add))).toBe(PERMISSION_DENIED);
    });
  });
});

/** Facts that several rows of the matrix turn on, or that are in none. */
const FACTS = ['former_ref', 'person_birth', 'protected_person'];

/** The tables of the rows of the matrix that measures are drawn from. */
const ROW_TABLES: Readonly<Record<string, readonly string[]>> = {
  M02: ['person_address'],
  M06: ['incident'],
  M08: ['suspicion'],
  M17: ['serious_talk'],
  M21: ['concern_report'],
  M24: ['pre_assessment', 'report_feedback'],
  M26: ['social_investigation'],
  M30: ['placement'],
  M32: ['return_plan'],
  M38: ['sig_membership'],
  M42: ['sig_indicator'],
  M44: ['enrolment'],
  M46: ['term_attendance'],
};

describe('a measure', () => {
  it.each(AGENCIES)(
    'of %s reads the tables of the rows of the matrix that it says it is drawn from, and no others',
    async (agency) => {
      await asOwner(agency, async (client) => {
        for (const measure of AGENCY_DEFINITIONS[agency].measures) {
          const { rows } = await client.query<{ readonly name: string }>(
            `WITH RECURSIVE reads AS (
             SELECT $1::regclass::oid AS oid
             UNION SELECT uses.refobjid FROM reads JOIN pg_rewrite AS rule ON rule.ev_class = reads.oid
               JOIN pg_depend AS uses ON uses.classid = 'pg_rewrite'::regclass AND uses.objid = rule.oid
                 AND uses.refclassid = 'pg_class'::regclass)
           SELECT DISTINCT relname AS name FROM reads JOIN pg_class USING (oid) WHERE relkind = 'r' ORDER BY 1`,
            [`measures.${viewName(measure)}`],
          );
          const read = rows.map(({ name }) => name).filter((name) => !FACTS.includes(name));
          const said = measure.rows.flatMap((row) => ROW_TABLES[row] ?? [`no table of ${row}`]);
          expect([measure.name, read.filter((name) => !said.includes(name))]).toEqual([measure.name, []]);
          for (const row of measure.rows) {
            expect([measure.name, row, (ROW_TABLES[row] ?? []).some((name) => read.includes(name))]).toEqual([
              measure.name,
              row,
              true,
            ]);
          }
        }
      });
    },
  );
});
