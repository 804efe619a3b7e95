import type { MigrationInterface, QueryRunner } from 'typeorm';
import { indexPersons, personTable } from '../../platform/platform-migration.ts';

const COLUMNS = `
  ALTER TABLE consent_entry
    ADD COLUMN public_id text NOT NULL DEFAULT gen_random_uuid()::text UNIQUE,
    ADD COLUMN participants text[] NOT NULL DEFAULT '{}',
    ADD COLUMN custody text NOT NULL DEFAULT 'JOINT' CHECK (custody IN ('SOLE', 'JOINT')),
    ADD COLUMN givers jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN exception text CHECK (exception IN ('FB 6:13', 'FB 6:13a')),
    ADD COLUMN registered_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN registered_by text`;

const TABLES: Readonly<Record<string, string>> = {
  consent_withdrawal: `consent_id text NOT NULL REFERENCES consent_entry (public_id), withdrawn_at timestamptz NOT NULL,
    withdrawn_by text NOT NULL
      CHECK (withdrawn_by IN ('YOUNG_PERSON', 'CUSTODIAN', 'OTHER_CUSTODIAN', 'NOT_RECORDED')),
    registered_by text, reason text NOT NULL`,
  consent_attestation: `consent_id text NOT NULL REFERENCES consent_entry (public_id), holder text NOT NULL,
    staff_subject text NOT NULL, role text NOT NULL, purpose text NOT NULL, request_id text NOT NULL,
    attested_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, CHECK (expires_at > attested_at)`,
};

/** What version 1 wrote as a status is told by who said what, by a row of withdrawal, and by the dates. */
const CARRY_OVER: readonly string[] = [
  `UPDATE consent_entry SET
    custody = CASE WHEN given_by && '{GUARDIANS}' THEN 'SOLE' ELSE 'JOINT' END,
    givers = (SELECT coalesce(jsonb_agg(jsonb_build_object('who', who, 'said', said)), '[]') FROM (
        SELECT 'YOUNG_PERSON' AS who, 'YES' AS said WHERE given_by && '{YOUNG_PERSON}'
        UNION ALL SELECT 'CUSTODIAN', 'YES' WHERE given_by && '{GUARDIANS,ONE_GUARDIAN}'
        UNION ALL SELECT 'OTHER_CUSTODIAN', 'NO' WHERE status = 'REFUSED') AS answer),
    "to" = CASE WHEN status = 'EXPIRED' THEN greatest("from", least("to", current_date - 1)) ELSE "to" END`,
  `UPDATE consent_entry AS entry SET participants = seat.subjects FROM (
      SELECT person_ref, array_agg(staff_subject) AS subjects FROM sig_participant
      WHERE staff_subject IS NOT NULL GROUP BY person_ref) AS seat
    WHERE seat.person_ref = entry.person_ref AND entry.purpose = 'SIG'`,
  `INSERT INTO consent_withdrawal (person_ref, consent_id, withdrawn_at, withdrawn_by, reason)
    SELECT person_ref, public_id, withdrawn_at::timestamp AT TIME ZONE 'Europe/Stockholm', 'NOT_RECORDED', 'Inte antecknat'
    FROM consent_entry WHERE status = 'WITHDRAWN'`,
  'ALTER TABLE consent_entry DROP COLUMN status, DROP COLUMN withdrawn_at, DROP COLUMN given_by',
];

/** The register of consents as acts: an entry, its withdrawals, and each attestation of it. Rows are added, never changed. */
export class AddConsentRegister4 implements MigrationInterface {
  readonly name = 'AddConsentRegister1790000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    for (const [table, columns] of Object.entries(TABLES)) await runner.query(personTable(table, columns));
    for (const statement of CARRY_OVER) await runner.query(statement);
    await indexPersons(runner, Object.keys(TABLES));
    await runner.query(
      'CREATE INDEX consent_attestation_consent_id_idx ON consent_attestation (consent_id, expires_at)',
    );
    await runner.query(`GRANT SELECT, INSERT ON consent_entry, ${Object.keys(TABLES).join(', ')} TO socialtjanst_app`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
