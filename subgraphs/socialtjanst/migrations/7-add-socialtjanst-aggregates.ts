import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createAggregateTables } from '../../platform/aggregates/aggregate-migration.ts';
import { indexPersons, personTable } from '../../platform/platform-migration.ts';
import { secureFacts } from '../../platform/row-security.ts';

const FEEDBACK = 'report_key text NOT NULL, due_on date NOT NULL, given_at timestamptz';

/** Whoever of staff reported can read the outcome in the graph at once; of others nothing was written down. */
const CARRY_OVER = `INSERT INTO report_feedback (person_ref, report_key, due_on, given_at)
  SELECT receipt.person_ref, receipt.report_key, (step.at AT TIME ZONE 'Europe/Stockholm')::date + 7,
    CASE WHEN receipt.staff_subject IS NOT NULL THEN step.at END
  FROM report_receipt AS receipt JOIN report_step AS step ON step.report_id = receipt.public_id
  WHERE step.kind = 'PRE_ASSESSMENT' ORDER BY step.id`;

/** Adds, beside what every agency has, whether the reporter was told of the decision, and when (SoL 19:6). */
export class AddSocialtjanstAggregates7 implements MigrationInterface {
  readonly name = 'AddSocialtjanstAggregates1790000000007';

  async up(runner: QueryRunner): Promise<void> {
    await createAggregateTables(runner, 'socialtjanst');
    await runner.query(personTable('report_feedback', FEEDBACK));
    await indexPersons(runner, ['report_feedback']);
    await runner.query(CARRY_OVER);
    await secureFacts(runner, 'socialtjanst', { report_feedback: 'about-the-person' });
    await runner.query('GRANT INSERT ON report_feedback TO socialtjanst_app');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
