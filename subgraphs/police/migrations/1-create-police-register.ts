import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createPlatformTables,
  grantToRuntimeLogin,
  indexPersons,
  personTable,
} from '../../platform/platform-migration.ts';

const TABLES: Readonly<Record<string, string>> = {
  police_contact: 'function text NOT NULL, phone text NOT NULL, email text NOT NULL',
  incident: `date date NOT NULL, type text NOT NULL, area text NOT NULL, place_kind text NOT NULL, role text NOT NULL,
    narrative text NOT NULL`,
  suspicion: `crime_code text NOT NULL, crime text NOT NULL, date date NOT NULL, status text NOT NULL, dropped_at date,
    school_related boolean NOT NULL,
    CONSTRAINT suspicion_dropped_check CHECK ((status = 'DROPPED') = (dropped_at IS NOT NULL))`,
  ongoing_investigation: `case_number text NOT NULL, opened_at date NOT NULL, stage text NOT NULL, lead_unit text NOT NULL,
    detail text NOT NULL`,
  observation: `observed_at timestamptz NOT NULL, area text NOT NULL, text text NOT NULL, source_reliability text NOT NULL,
    information_correctness integer NOT NULL, not_suspected boolean NOT NULL, expires_at date NOT NULL,
    CONSTRAINT observation_reliability_check CHECK (source_reliability IN ('A', 'B', 'C', 'D', 'E')),
    CONSTRAINT observation_correctness_check CHECK (information_correctness BETWEEN 1 AND 4)`,
  associate: `associate_ref text NOT NULL, kind text NOT NULL, since date NOT NULL, not_suspected boolean NOT NULL`,
  risk_rating: `level text NOT NULL, grounds text NOT NULL, author text NOT NULL, set_at date NOT NULL, expires_at date NOT NULL,
    CONSTRAINT risk_rating_level_check CHECK (level IN ('GREEN', 'YELLOW', 'RED')),
    CONSTRAINT risk_rating_expiry_check CHECK (expires_at > set_at)`,
  drug_intervention: 'date date NOT NULL, area text NOT NULL, substance text NOT NULL, action text NOT NULL',
  victim_status:
    'date date NOT NULL, crime text NOT NULL, protection_need text NOT NULL, support_contact text NOT NULL',
  serious_talk: `planned_for date NOT NULL, held_at date, attended_by text[] NOT NULL, agreements text[] NOT NULL,
    follow_up_at date`,
  exit_case: `opened_at date NOT NULL, threat_level text NOT NULL, threat_assessment text NOT NULL,
    contact_function text NOT NULL, contact_phone text NOT NULL, contact_email text NOT NULL`,
  missing_or_wanted: `kind text NOT NULL, since timestamptz NOT NULL, ended_at timestamptz,
    CONSTRAINT missing_or_wanted_kind_check CHECK (kind IN ('MISSING', 'WANTED'))`,
};

export class CreatePoliceRegister1 implements MigrationInterface {
  readonly name = 'CreatePoliceRegister1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    await createPlatformTables(runner);
    for (const [table, columns] of Object.entries(TABLES)) await runner.query(personTable(table, columns));
    await indexPersons(runner, Object.keys(TABLES));
    await grantToRuntimeLogin(runner, 'police');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
