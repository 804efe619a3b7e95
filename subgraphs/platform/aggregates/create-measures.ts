import type { EntityManager } from 'typeorm';
import type { Agency } from '../../../schema/agency.ts';
import { isMonthDimension } from '../../../schema/aggregate-codes.ts';
import { columnName } from '../define-table.ts';
import { PERIOD_FUNCTIONS, PERSON_VIEWS } from './measure-sql.ts';
import { viewName, type PublishedMeasure } from './published-measure.ts';

/** Tables that the views of a schema read, through one another too. */
const READ_TABLES = `SELECT DISTINCT read.relname AS name FROM pg_class AS view
    JOIN pg_rewrite AS rule ON rule.ev_class = view.oid
    JOIN pg_depend AS uses ON uses.classid = 'pg_rewrite'::regclass AND uses.objid = rule.oid
    JOIN pg_class AS read ON uses.refclassid = 'pg_class'::regclass AND read.oid = uses.refobjid
  WHERE view.relnamespace = 'measures'::regnamespace AND read.relkind = 'r' AND read.relnamespace = 'public'::regnamespace
  ORDER BY 1`;

const WITH_POLICY = `SELECT tablename AS name FROM pg_policies WHERE schemaname = 'public' AND policyname = 'measured'`;

/**
 * Makes the views that an agency's counts are read from, after the numbered migrations and anew each time, since they hold nothing:
 * so that they are what the program says. The login for statistics reads them and nothing beneath. Row-level security lets it
 * through to just the tables that some view reads; a view reads as its owner, and to the owner itself nothing more is opened.
 */
export async function createMeasures(
  manager: EntityManager,
  agency: Agency,
  measures: readonly PublishedMeasure[],
): Promise<void> {
  const run = (statement: string): Promise<unknown> => manager.query(statement);
  await run('SET LOCAL client_min_messages = warning');
  await run('DROP SCHEMA IF EXISTS measures CASCADE');
  await run('CREATE SCHEMA measures');
  await run(`GRANT USAGE ON SCHEMA measures TO ${agency}_statistics`);
  for (const statement of PERIOD_FUNCTIONS) await run(statement);
  // The police keep no addresses.
  const homes = agency === 'police' ? [] : PERSON_VIEWS.whereAddressesAre;
  for (const view of [...PERSON_VIEWS.everywhere, ...homes]) await run(view);
  for (const measure of measures) {
    await run(
      `CREATE VIEW measures.${viewName(measure)} AS SELECT ${columnsOf(measure).join(', ')} FROM (${measure.view}) AS counted`,
    );
    await run(`GRANT SELECT ON measures.${viewName(measure)} TO ${agency}_statistics`);
  }
  await openToViews(manager, agency);
}

/** What a contribution can be made of, and no more, whatever the SQL beneath has. */
function columnsOf({ dimensions, sums }: PublishedMeasure): readonly string[] {
  const coded = dimensions
    .filter((dimension) => !isMonthDimension(dimension))
    .map((name) => `"${columnName(name)}"::text`);
  return ['person_ref', 'counted_on', ...coded, ...sums.map((name) => `"${columnName(name)}"::bigint`)];
}

async function openToViews(manager: EntityManager, agency: Agency): Promise<void> {
  const named = async (statement: string): Promise<readonly string[]> =>
    (await manager.query<readonly { readonly name: string }[]>(statement)).map(({ name }) => name);
  for (const table of await named(WITH_POLICY)) await manager.query(`DROP POLICY measured ON "${table}"`);
  for (const table of await named(READ_TABLES)) {
    await manager.query(
      `CREATE POLICY measured ON "${table}" FOR SELECT TO ${agency}_owner USING (current_user = '${agency}_statistics')`,
    );
  }
}
