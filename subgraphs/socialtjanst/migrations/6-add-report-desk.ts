import type { MigrationInterface, QueryRunner } from 'typeorm';
import { indexPersons, personTable } from '../../platform/platform-migration.ts';
import { secureFacts } from '../../platform/row-security.ts';

const TABLES: Readonly<Record<string, string>> = {
  report_receipt: `public_id text NOT NULL UNIQUE, report_key text NOT NULL, received_at timestamptz NOT NULL,
    staff_subject text, role text, submission_id text, digest text,
    identity_confidence text CHECK (identity_confidence IN ('CERTAIN', 'PROBABLE', 'UNSURE')), family_informed boolean`,
  report_step: `report_id text NOT NULL REFERENCES report_receipt (public_id), kind text NOT NULL
      CHECK (kind IN ('PROTECTION_ASSESSMENT', 'PRE_ASSESSMENT', 'CONCLUSION')),
    at timestamptz NOT NULL, outcome text CHECK (outcome IN ('OPENED', 'NOT_OPENED', 'BELONGS_TO_OPEN_INVESTIGATION')),
    investigation_key text, done_by text, CHECK ((kind = 'PRE_ASSESSMENT') = (outcome IS NOT NULL)), UNIQUE (report_id, kind)`,
};

const noon = (day: string): string => `((${day})::timestamp + interval '12 hours') AT TIME ZONE 'Europe/Stockholm'`;

/** What is known of reports that came in before: received, assessed, decided; an investigation begins on the day it is decided. */
const CARRY_OVER: readonly string[] = [
  `INSERT INTO report_receipt (person_ref, public_id, report_key, received_at, staff_subject)
   SELECT report.person_ref, gen_random_uuid()::text, report.report_key, report.received_at, sender.staff_subject
   FROM concern_report AS report LEFT JOIN concern_report_sender AS sender USING (person_ref, report_key)`,
  `INSERT INTO report_step (person_ref, report_id, kind, at)
   SELECT receipt.person_ref, public_id, 'PROTECTION_ASSESSMENT', min(assessed_at)
   FROM report_receipt AS receipt JOIN concern_report USING (person_ref, report_key)
     JOIN protection_assessment USING (person_ref, case_number) GROUP BY 1, 2`,
  `INSERT INTO report_step (person_ref, report_id, kind, at, outcome, investigation_key)
   SELECT decision.person_ref, public_id, 'PRE_ASSESSMENT', ${noon('decision.decided_at')}, outcome, min(investigation_key)
   FROM report_receipt AS receipt
     JOIN pre_assessment AS decision ON decision.person_ref = receipt.person_ref AND decision.report_key = receipt.report_key
     LEFT JOIN social_investigation AS opened
       ON outcome = 'OPENED' AND opened.person_ref = decision.person_ref AND opened.opened_at = decision.decided_at
   WHERE outcome <> 'PENDING' GROUP BY 1, 2, 4, 5`,
  `INSERT INTO report_step (person_ref, report_id, kind, at)
   SELECT person_ref, public_id, 'CONCLUSION', ${noon('min(investigation.decided_at)')}
   FROM report_receipt JOIN pre_assessment AS decision USING (person_ref, report_key)
     JOIN social_investigation AS investigation USING (person_ref)
   WHERE decision.outcome = 'OPENED' AND investigation.opened_at = decision.decided_at
     AND investigation.decided_at IS NOT NULL GROUP BY 1, 2`,
];

/** A new assessment is a row after the pending one. */
const ALLOW_NEWER = 'ALTER TABLE pre_assessment DROP CONSTRAINT pre_assessment_person_ref_report_key_key';

const AT_THE_DESK = `current_setting('samsyn.desk', true) = 'on'`;
const DECIDES = `${AT_THE_DESK} AND current_setting('samsyn.role', true) = 'socialtjanst.case-worker'`;
const IS_OWN = `${AT_THE_DESK} AND staff_subject = current_setting('samsyn.subject', true)`;

/** At the desk who assesses reports sees them all, and a reporter the own; the register of consents is seen by who keeps it. */
const POLICIES: readonly string[] = [
  `CREATE POLICY at_the_desk ON report_receipt FOR SELECT TO socialtjanst_app USING ((${DECIDES}) OR (${IS_OWN}))`,
  `CREATE POLICY at_the_desk ON report_step FOR SELECT TO socialtjanst_app
     USING ((${AT_THE_DESK}) AND EXISTS (SELECT FROM report_receipt AS receipt WHERE receipt.public_id = report_id))`,
  `CREATE POLICY at_the_desk ON consent_entry FOR SELECT TO socialtjanst_app USING (${AT_THE_DESK} AND
     current_setting('samsyn.role', true) IN ('socialtjanst.case-worker', 'socialtjanst.sig-coordinator'))`,
];

/** What is written when a report comes in and is decided on. */
const WRITTEN = `report_receipt, report_step, concern_report, concern_report_content, concern_report_reporter,
  concern_report_sender, pre_assessment, protection_assessment, social_investigation, known_person`;

/** Lets reports of concern come in and be decided on while the agency serves, as rows that are added. */
export class AddReportDesk6 implements MigrationInterface {
  readonly name = 'AddReportDesk1790000000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(TABLES)) await runner.query(personTable(table, columns));
    await indexPersons(runner, Object.keys(TABLES));
    for (const statement of [...CARRY_OVER, ALLOW_NEWER]) await runner.query(statement);
    await runner.query('CREATE INDEX pre_assessment_person_ref_idx ON pre_assessment (person_ref)');
    await secureFacts(runner, 'socialtjanst', { report_receipt: 'about-the-person', report_step: 'about-the-person' });
    for (const policy of POLICIES) await runner.query(policy);
    await runner.query(`GRANT INSERT ON ${WRITTEN} TO socialtjanst_app`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
