import type { QueryRunner } from 'typeorm';
import type { Agency } from '../../../schema/agency.ts';

const ACT = 'id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL';

const TABLES = `
  CREATE TABLE aggregate_approval (${ACT}, public_id text NOT NULL UNIQUE, definition text NOT NULL, digest text NOT NULL,
    staff_subject text NOT NULL, role text NOT NULL);
  CREATE TABLE aggregate_withdrawal (${ACT}, approval_id text NOT NULL UNIQUE REFERENCES aggregate_approval (public_id),
    staff_subject text NOT NULL, role text NOT NULL, reason text NOT NULL);
  CREATE TABLE aggregate_log (${ACT}, run_id text NOT NULL UNIQUE, request_id text NOT NULL, staff_subject text NOT NULL,
    definition text NOT NULL, digest text NOT NULL, measure text NOT NULL, period text NOT NULL, counted_until date NOT NULL);
`;

/** Who was born under a number of a known form is a woman where the third digit of the birth number is even (lag 1991:481 18 §). */
const SEX = `CASE WHEN substr(number, 11, 1)::integer % 2 = 0 THEN 'FEMALE' ELSE 'MALE' END`;

/**
 * Gives an agency what aggregates need: approvals of definitions and their withdrawals, the log of what was contributed to which
 * run, and the sex of persons where it is known. Rows are added and never changed. The login for statistics adds to the log, so
 * that no count leaves unlogged, and reads approvals; it reads no table of persons.
 */
export async function createAggregateTables(runner: QueryRunner, agency: Agency): Promise<void> {
  await runner.query(TABLES);
  await runner.query(`GRANT SELECT, INSERT ON aggregate_approval, aggregate_withdrawal TO ${agency}_app`);
  await runner.query(`GRANT SELECT ON aggregate_log TO ${agency}_app`);
  await runner.query(`GRANT SELECT ON aggregate_approval, aggregate_withdrawal TO ${agency}_statistics`);
  await runner.query(`GRANT INSERT ON aggregate_log TO ${agency}_statistics`);
  await runner.query(`ALTER TABLE person_birth ADD COLUMN sex text CHECK (sex IN ('FEMALE', 'MALE'))`);
  await runner.query(
    `UPDATE person_birth AS birth SET sex = ${SEX} FROM person
     WHERE person.person_ref = birth.person_ref AND person.number ~ '^[0-9]{12}$'`,
  );
}
