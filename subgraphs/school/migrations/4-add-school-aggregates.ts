import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createAggregateTables } from '../../platform/aggregates/aggregate-migration.ts';

/** Hours taught, by which absence is a share; of who was wholly present they cannot be told from what was stored before. */
const HOURS_TAUGHT: readonly string[] = [
  'ALTER TABLE term_attendance ADD COLUMN hours_taught integer CHECK (hours_taught >= 0)',
  `UPDATE term_attendance
   SET hours_taught = round((valid_absence_hours + invalid_absence_hours) * 100.0 / (100 - present_percent))
   WHERE present_percent < 100`,
];

export class AddSchoolAggregates4 implements MigrationInterface {
  readonly name = 'AddSchoolAggregates1790000000004';

  async up(runner: QueryRunner): Promise<void> {
    await createAggregateTables(runner, 'school');
    for (const statement of HOURS_TAUGHT) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
