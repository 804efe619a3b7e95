import type { QueryRunner } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import { indexPersons, personTable } from './platform-migration.ts';

const TABLES: Readonly<Record<string, string>> = {
  disclosure_request: `public_id text NOT NULL UNIQUE, kind text NOT NULL CHECK (kind IN ('REQUEST', 'EMERGENCY')),
    requested_at timestamptz NOT NULL, due_at timestamptz NOT NULL, staff_subject text NOT NULL, role text NOT NULL,
    purpose text NOT NULL, case_number text, coordinates text[] NOT NULL, law text, answers jsonb NOT NULL,
    idempotency_key text NOT NULL, UNIQUE (staff_subject, idempotency_key)`,
  disclosure_ruling: `request_id text NOT NULL REFERENCES disclosure_request (public_id), ruled_at timestamptz NOT NULL,
    staff_subject text NOT NULL, role text NOT NULL, outcome text NOT NULL
      CHECK (outcome IN ('GRANTED', 'GRANTED_IN_PART', 'REFUSED', 'ESCALATED', 'REVIEWED', 'WITHDRAWN')),
    reason text NOT NULL, statement text`,
  release_grant: `public_id text NOT NULL UNIQUE, kind text NOT NULL
      CHECK (kind IN ('decision', 'push', 'emergency', 'weighing')),
    request_id text REFERENCES disclosure_request (public_id), law text, coordinates text[] NOT NULL, role text NOT NULL,
    staff_subject text, purpose text NOT NULL, case_number text, from_at timestamptz NOT NULL, until_at timestamptz NOT NULL,
    granted_by text NOT NULL, reason text NOT NULL, CHECK (until_at > from_at)`,
  grant_revocation: `grant_id text NOT NULL REFERENCES release_grant (public_id), revoked_at timestamptz NOT NULL,
    revoked_by text NOT NULL, reason text NOT NULL`,
  access_block: `public_id text NOT NULL UNIQUE, kind text NOT NULL
      CHECK (kind IN ('CONFLICT_OF_INTEREST', 'PERSON_BLOCK', 'HOLDER_BLOCK')),
    staff_subject text, role text, rows text[] NOT NULL, set_at timestamptz NOT NULL, set_by text NOT NULL, reason text NOT NULL`,
  block_lifting: `block_id text NOT NULL REFERENCES access_block (public_id), lifted_at timestamptz NOT NULL,
    lifted_by text NOT NULL, reason text NOT NULL`,
  notice: `public_id text NOT NULL UNIQUE, sent_at timestamptz NOT NULL, to_role text NOT NULL, to_subject text,
    kind text NOT NULL, about_id text NOT NULL, text text NOT NULL`,
};

/** 8 digits of birth; a samordningsnummer adds 60 to the day. */
const BIRTH_DATE = `to_date(
  substr(number, 1, 6) || lpad((substr(number, 7, 2)::int - CASE WHEN substr(number, 7, 2)::int > 60 THEN 60 ELSE 0 END)::text, 2, '0'),
  'YYYYMMDD')`;

/** Gives an agency what its own decisions to release stand on; the runtime login may add rows and read them, nothing else. */
export async function createDeskTables(runner: QueryRunner, agency: Agency): Promise<void> {
  for (const [table, columns] of Object.entries(TABLES)) await runner.query(personTable(table, columns));
  await indexPersons(runner, Object.keys(TABLES));
  await runner.query(`GRANT SELECT, INSERT ON ${Object.keys(TABLES).join(', ')} TO ${agency}_app`);
  await runner.query('ALTER TABLE person ADD COLUMN birth_date date');
  await runner.query(`UPDATE person SET birth_date = ${BIRTH_DATE} WHERE number IS NOT NULL`);
  await runner.query(`ALTER TABLE disclosure_log ADD COLUMN grounds text[] NOT NULL DEFAULT '{}'`);
}
