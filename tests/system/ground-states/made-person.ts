import { Client } from 'pg';
import { inject } from 'vitest';
import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import { deriveSyntheticRef, parseRefKey } from '../../../schema/ref.ts';

/** What turns on who asks, or on acts; a copy of somebody has none of it. */
const NOT_COPIED = [
  'disclosure_log disclosure_request disclosure_ruling release_grant grant_revocation access_block block_lifting notice',
  'case_assignment protected_person former_ref consent_entry consent_withdrawal consent_attestation',
  'concern_report_sender report_receipt report_step',
].flatMap((line) => line.split(' '));

/** A connection to each agency's database, as its owner. */
export type Owners = Readonly<Record<Agency, Client>>;

export async function connectOwners(): Promise<Owners> {
  const { databases } = inject('system').facts;
  const open = async (agency: Agency): Promise<readonly [Agency, Client]> => {
    const client = new Client({ connectionString: databases[agency].owner });
    await client.connect();
    return [agency, client];
  };
  return Object.fromEntries(await Promise.all(AGENCIES.map(open))) as unknown as Owners;
}

/** Does something at the three agencies at once. */
export async function atEachAgency(work: (agency: Agency) => Promise<void>): Promise<void> {
  await Promise.all(AGENCIES.map(work));
}

/** The ref of a person of whom no other test knows. */
export function madeRef(index: number): string {
  return deriveSyntheticRef(7_000_000 + index, parseRefKey(inject('system').facts.keys.refKey));
}

/** Copies all that an agency holds of somebody to new persons. */
export async function copyPerson(client: Client, from: string, to: readonly string[]): Promise<void> {
  for (const { table } of await personTables(client)) {
    if (!NOT_COPIED.includes(table)) await copyTable(client, table, { from, to });
  }
}

/** Copies what one table holds of somebody to others, beside what is there. */
export async function copyTable(
  client: Client,
  table: string,
  { from, to }: { readonly from: string; readonly to: readonly string[] },
): Promise<void> {
  const columns = (await personTables(client)).find((known) => known.table === table)?.columns ?? [];
  const copied = columns.filter((column) => !['id', 'person_ref', 'public_id'].includes(column)).map(quoted);
  const names = copied.map((column) => `, ${column}`).join('');
  // A copy has no number of its own.
  const values = names.replace('"number"', 'NULL AS "number"');
  await client.query(
    `INSERT INTO ${table} (person_ref${names})
     SELECT ref${values} FROM ${table}, unnest($2::text[]) AS ref WHERE person_ref = $1
     ORDER BY ref, id ON CONFLICT DO NOTHING`,
    [from, to],
  );
}

/** Sets the day of birth that the agency knows; null: it does not. */
export async function setBirthDate(client: Client, ref: string, birthDate: string | null): Promise<void> {
  await client.query('DELETE FROM person_birth WHERE person_ref = $1', [ref]);
  if (birthDate !== null) {
    await client.query('INSERT INTO person_birth (person_ref, birth_date) VALUES ($1, $2)', [ref, birthDate]);
  }
}

/** Marks persons as protected, as folkbokföringen would. */
export async function markProtected(client: Client, refs: readonly string[]): Promise<void> {
  const rows = refs.map((ref) => ({ person_ref: ref, marking: 'SEKRETESSMARKERING', contact: 'växeln' }));
  await addRows(client, 'protected_person', rows);
}

/** Makes members of staff the ones who reported concern for a person: the first of them the first report, and so on. */
export async function setReporters(client: Client, ref: string, staffSubjects: readonly string[]): Promise<void> {
  await client.query('DELETE FROM concern_report_sender WHERE person_ref = $1', [ref]);
  await client.query(
    `INSERT INTO concern_report_sender (person_ref, report_key, staff_subject)
     SELECT person_ref, report_key, staff_subject
     FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM concern_report WHERE person_ref = $1) AS report
     JOIN unnest($2::text[]) WITH ORDINALITY AS reporter (staff_subject, place) USING (place)`,
    [ref, staffSubjects],
  );
}

/** Takes persons out of a database again, but not out of its log. */
export async function removePersons(client: Client, refs: readonly string[]): Promise<void> {
  const tables = (await personTables(client)).map(({ table }) => table).filter((table) => table !== 'disclosure_log');
  await clearTables(client, tables, refs);
}

/** Empties tables of persons; those that point at others come first. */
export async function clearTables(client: Client, tables: readonly string[], refs: readonly string[]): Promise<void> {
  const pointing = (table: string): number => FIRST.indexOf(table) * -1;
  for (const table of [...tables].sort((a, b) => pointing(a) - pointing(b))) {
    await client.query(`DELETE FROM ${table} WHERE person_ref = ANY ($1)`, [refs]);
  }
}

const FIRST = [
  'disclosure_request release_grant disclosure_ruling grant_revocation',
  'access_block block_lifting consent_entry consent_withdrawal consent_attestation report_receipt report_step',
].flatMap((line) => ['', ...line.split(' ')]);

/** Adds rows, given by column. */
export async function addRows(
  client: Client,
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first).map(quoted).join(', ');
  await client.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}

interface PersonTable {
  readonly table: string;
  readonly columns: readonly string[];
}

const tablesOf = new WeakMap<Client, Promise<readonly PersonTable[]>>();

/** Every table of the register that has rows of persons. */
function personTables(client: Client): Promise<readonly PersonTable[]> {
  const known = tablesOf.get(client) ?? readTables(client);
  tablesOf.set(client, known);
  return known;
}

async function readTables(client: Client): Promise<readonly PersonTable[]> {
  const { rows } = await client.query<PersonTable>(
    `SELECT c.table_name AS table, array_agg(c.column_name::text ORDER BY c.ordinal_position) AS columns
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
     GROUP BY c.table_name HAVING bool_or(c.column_name = 'person_ref') ORDER BY c.table_name`,
  );
  return rows;
}

function quoted(name: string): string {
  return `"${name}"`;
}
