import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createPlatformTables,
  grantToRuntimeLogin,
  indexPersons,
  personTable,
} from '../../platform/platform-migration.ts';

const PERIOD = '"from" date NOT NULL, "to" date';

function periodCheck(table: string): string {
  return `CONSTRAINT ${table}_period_check CHECK ("to" >= "from")`;
}

const CONCERNS: Readonly<Record<string, string>> = {
  case_worker: 'function text NOT NULL, phone text NOT NULL, email text NOT NULL',
  concern_report: `case_number text NOT NULL, reported_at timestamptz NOT NULL, received_at timestamptz NOT NULL,
    source_type text NOT NULL, reason text NOT NULL, facts text NOT NULL, worry text NOT NULL, acute boolean NOT NULL,
    reporter text, reporter_staff_subject text, pre_assessment_outcome text NOT NULL, pre_assessment_decided_at date,
    CONSTRAINT concern_report_source_check CHECK (source_type IN ('POLICE', 'SCHOOL', 'HEALTH_CARE', 'SOCIAL_SERVICES',
      'GUARDIAN_OR_SELF', 'PRIVATE_OR_ANONYMOUS', 'OTHER')),
    CONSTRAINT concern_report_outcome_check CHECK (pre_assessment_outcome IN ('PENDING', 'OPENED', 'NOT_OPENED',
      'BELONGS_TO_OPEN_INVESTIGATION')),
    CONSTRAINT concern_report_decided_check CHECK ((pre_assessment_outcome = 'PENDING') = (pre_assessment_decided_at IS NULL))`,
  protection_assessment: `case_number text NOT NULL, assessed_at timestamptz NOT NULL, immediate_need boolean NOT NULL,
    measure text NOT NULL`,
  social_investigation: `case_number text NOT NULL, opened_at date NOT NULL, status text NOT NULL, decided_at date,
    content text NOT NULL,
    CONSTRAINT social_investigation_status_check CHECK (status IN ('ONGOING', 'CONCLUDED_WITH_MEASURES',
      'CONCLUDED_WITHOUT_MEASURES')),
    CONSTRAINT social_investigation_decided_check CHECK ((status = 'ONGOING') = (decided_at IS NULL))`,
};

const CARE: Readonly<Record<string, string>> = {
  social_measure: `type text NOT NULL, ${PERIOD}, ${periodCheck('social_measure')}`,
  treatment_note: 'date date NOT NULL, text text NOT NULL',
  // OSL 26:14 c: where somebody is sheltered is not written down here at all.
  placement: `kind text NOT NULL, location text, ${PERIOD}, returns_at date, school_place_ready boolean, return_contacts jsonb,
    ${periodCheck('placement')},
    CONSTRAINT placement_kind_check CHECK (kind IN ('HVB', 'FAMILY_HOME', 'SIS', 'SUPPORTED_HOUSING', 'SHELTERED_HOUSING')),
    CONSTRAINT placement_sheltered_check CHECK (kind <> 'SHELTERED_HOUSING' OR location IS NULL),
    CONSTRAINT placement_return_check CHECK (num_nulls(returns_at, school_place_ready, return_contacts) IN (0, 3))`,
  family_situation: 'summary text NOT NULL, updated_at date NOT NULL',
  substance_use_and_health: 'substance_use text NOT NULL, health text NOT NULL, updated_at date NOT NULL',
  structured_risk_assessment: `level text NOT NULL, items text[] NOT NULL, instrument text NOT NULL, assessed_at date NOT NULL,
    CONSTRAINT structured_risk_assessment_level_check CHECK (level IN ('LOW', 'MODERATE', 'HIGH'))`,
  compulsory_care_decision: `provision text NOT NULL, decided_at date NOT NULL,
    CONSTRAINT compulsory_care_decision_provision_check CHECK (provision IN ('LVU_2', 'LVU_3', 'LVU_6'))`,
  economic_assistance: `kind text NOT NULL, ${PERIOD}, ${periodCheck('economic_assistance')}`,
};

const SIG: Readonly<Record<string, string>> = {
  sig_membership: `case_number text NOT NULL, ${PERIOD}, end_reason text, ${periodCheck('sig_membership')},
    CONSTRAINT sig_membership_end_check CHECK (("to" IS NULL) = (end_reason IS NULL))`,
  sig_goal: 'text text NOT NULL, due_at date NOT NULL',
  sig_commitment: `owner text NOT NULL, owner_agency text, owner_role text, text text NOT NULL, due_at date NOT NULL,
    kept boolean`,
  sig_participant: 'agency text NOT NULL, role text NOT NULL, function text NOT NULL, staff_subject text',
  sig_meeting: 'date date NOT NULL, agreed_minutes text NOT NULL, notes text NOT NULL',
  sig_indicator: `month integer NOT NULL, attendance_percent integer NOT NULL, new_suspicions integer NOT NULL,
    new_reports integer NOT NULL, commitments_kept_percent integer NOT NULL,
    CONSTRAINT sig_indicator_percent_check CHECK (attendance_percent BETWEEN 0 AND 100
      AND commitments_kept_percent BETWEEN 0 AND 100)`,
  consent_entry: `case_number text NOT NULL, holders text[] NOT NULL, recipients text[] NOT NULL, field_groups text[] NOT NULL,
    purpose text NOT NULL, "from" date NOT NULL, "to" date NOT NULL, form text NOT NULL, status text NOT NULL,
    withdrawn_at date, given_by text[] NOT NULL, ${periodCheck('consent_entry')},
    CONSTRAINT consent_entry_form_check CHECK (form IN ('WRITTEN', 'ORAL_DOCUMENTED', 'WRITTEN_WITH_INTERPRETER')),
    CONSTRAINT consent_entry_status_check CHECK (status IN ('IN_FORCE', 'WITHDRAWN', 'EXPIRED', 'REFUSED')),
    CONSTRAINT consent_entry_withdrawn_check CHECK ((status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL))`,
};

const TABLES = { ...CONCERNS, ...CARE, ...SIG };

export class CreateSocialtjanstRegister1 implements MigrationInterface {
  readonly name = 'CreateSocialtjanstRegister1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    await createPlatformTables(runner);
    for (const [table, columns] of Object.entries(TABLES)) await runner.query(personTable(table, columns));
    await indexPersons(runner, Object.keys(TABLES));
    await grantToRuntimeLogin(runner, 'socialtjanst');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
