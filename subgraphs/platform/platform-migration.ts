import type { QueryRunner } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';

const PERSON_COLUMNS = 'id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person_ref text NOT NULL';

const TABLES = `
  CREATE TABLE town (seed text NOT NULL, people integer NOT NULL, today date NOT NULL);
  CREATE TABLE person (${PERSON_COLUMNS}, number text, given_name text NOT NULL, family_name text NOT NULL, address text);
  CREATE UNIQUE INDEX person_person_ref_key ON person (person_ref);
  CREATE TABLE protected_person (${PERSON_COLUMNS}, marking text NOT NULL, contact text NOT NULL,
    CONSTRAINT protected_person_marking_check CHECK (marking IN ('SEKRETESSMARKERING', 'SKYDDAD_FOLKBOKFORING')));
  CREATE TABLE former_ref (${PERSON_COLUMNS}, current_ref text NOT NULL);
  CREATE TABLE case_assignment (${PERSON_COLUMNS}, staff_subject text NOT NULL, kind text NOT NULL, case_number text NOT NULL,
    valid_from date NOT NULL, valid_to date,
    CONSTRAINT case_assignment_kind_check CHECK (kind IN ('case', 'sig-participant', 'named-person')));
  CREATE TABLE function_contact (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, agency text NOT NULL, function text NOT NULL,
    area text, school text, weekdays integer[] NOT NULL, opens_at integer NOT NULL, closes_at integer NOT NULL,
    phone text NOT NULL, email text NOT NULL);
  CREATE TABLE disclosure_log (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL, request_id text NOT NULL,
    staff_subject text NOT NULL, role text NOT NULL, purpose text NOT NULL, case_number text, person_ref text,
    released text[] NOT NULL, withheld text[] NOT NULL, policy_digest text NOT NULL);
`;

/**
 * Gives an agency's runtime login what it needs and no more: to read its tables, and to add to its disclosure log. It can
 * change or remove nothing.
 */
export async function grantToRuntimeLogin(runner: QueryRunner, agency: Agency): Promise<void> {
  await runner.query(`GRANT USAGE ON SCHEMA public TO ${agency}_app`);
  await runner.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${agency}_app`);
  await runner.query(`GRANT INSERT ON disclosure_log TO ${agency}_app`);
  await runner.query(`REVOKE ALL ON migrations FROM ${agency}_app`);
}

/** Creates the tables that each agency has, with an index on the person of each. */
export async function createPlatformTables(runner: QueryRunner): Promise<void> {
  await runner.query(TABLES);
  await indexPersons(runner, ['protected_person', 'former_ref', 'case_assignment', 'disclosure_log']);
}

export async function indexPersons(runner: QueryRunner, tables: readonly string[]): Promise<void> {
  for (const table of tables) await runner.query(`CREATE INDEX ${table}_person_ref_idx ON ${table} (person_ref)`);
}

/** Starts a `CREATE TABLE` of rows about persons; the caller adds its columns and the closing parenthesis. */
export function personTable(name: string, columns: string): string {
  return `CREATE TABLE ${name} (${PERSON_COLUMNS}, ${columns});`;
}
