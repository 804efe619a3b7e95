import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createPlatformTables,
  grantToRuntimeLogin,
  indexPersons,
  personTable,
} from '../../platform/platform-migration.ts';

const TABLES: Readonly<Record<string, string>> = {
  enrolment: `unit_code text NOT NULL, school text NOT NULL, kind text NOT NULL, municipality text NOT NULL,
    stage text NOT NULL, grade text NOT NULL, class_name text NOT NULL, "from" date NOT NULL,
    CONSTRAINT enrolment_kind_check CHECK (kind IN ('MUNICIPAL', 'FREE')),
    CONSTRAINT enrolment_stage_check CHECK (stage IN ('F_6', 'YEARS_7_9', 'GYMNASIUM'))`,
  guardian_contact: `name text NOT NULL, phone text NOT NULL, relation text NOT NULL, is_custodian boolean NOT NULL,
    CONSTRAINT guardian_contact_relation_check
      CHECK (relation IN ('MOTHER', 'FATHER', 'APPOINTED_GUARDIAN', 'FOSTER_PARENT'))`,
  term_attendance: `term text NOT NULL, term_start date NOT NULL, present_percent integer NOT NULL,
    valid_absence_hours integer NOT NULL, invalid_absence_hours integer NOT NULL,
    CONSTRAINT term_attendance_present_check CHECK (present_percent BETWEEN 0 AND 100),
    CONSTRAINT term_attendance_absence_check CHECK (valid_absence_hours >= 0 AND invalid_absence_hours >= 0)`,
  presence: 'is_present boolean NOT NULL, as_of timestamptz NOT NULL',
  support_plan: `needs text NOT NULL, adaptations text[] NOT NULL, decided_at date NOT NULL, review_at date NOT NULL,
    CONSTRAINT support_plan_review_check CHECK (review_at >= decided_at)`,
  medical_note: 'date date NOT NULL, text text NOT NULL',
  psychosocial_note: 'date date NOT NULL, text text NOT NULL',
  disciplinary_incident: `date date NOT NULL, type text NOT NULL, measure text NOT NULL, text text NOT NULL,
    CONSTRAINT disciplinary_incident_type_check
      CHECK (type IN ('FIGHT', 'THREAT', 'VANDALISM', 'THEFT', 'DRUGS', 'WEAPON', 'DISORDER', 'VIOLATION')),
    CONSTRAINT disciplinary_incident_measure_check
      CHECK (measure IN ('CONVERSATION', 'DETENTION', 'WRITTEN_WARNING', 'TEMPORARY_TRANSFER', 'SUSPENSION'))`,
  grade: `term text NOT NULL, term_start date NOT NULL, subject text NOT NULL, grade text, goal_attainment text NOT NULL,
    CONSTRAINT grade_mark_check CHECK (grade IN ('A', 'B', 'C', 'D', 'E', 'F', 'NOT_GRADED')),
    CONSTRAINT grade_attainment_check CHECK (goal_attainment IN ('REACHED', 'PARTLY', 'NOT_REACHED'))`,
  mentor_observation: `date date NOT NULL, author text NOT NULL, kind text NOT NULL, text text NOT NULL,
    CONSTRAINT mentor_observation_kind_check CHECK (kind IN ('FACT', 'OPINION'))`,
};

export class CreateSchoolRegister1 implements MigrationInterface {
  readonly name = 'CreateSchoolRegister1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    await createPlatformTables(runner);
    for (const [table, columns] of Object.entries(TABLES)) await runner.query(personTable(table, columns));
    await indexPersons(runner, Object.keys(TABLES));
    await grantToRuntimeLogin(runner, 'school');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
