import 'reflect-metadata';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface } from 'typeorm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataDirectory } from '../../gateway/local/data-directory.ts';
import { createDatabases, databaseUrls, keepDatabasePasswords } from '../../gateway/local/databases.ts';
import { startPostgres, type RunningPostgres } from '../../gateway/local/postgres.ts';
import type { Agency } from '../../schema/agency.ts';
import { openAgencyDatabase } from '../../subgraphs/platform/agency-database.ts';
import type { AgencyDefinition } from '../../subgraphs/platform/agency-definition.ts';
import { POLICE } from '../../subgraphs/police/police-agency.ts';
import { SCHOOL } from '../../subgraphs/school/school-agency.ts';
import { SOCIALTJANST } from '../../subgraphs/socialtjanst/socialtjanst-agency.ts';
import { freePort } from '../gateway/local/free-port.ts';
import { makePlace } from '../gateway/local/postgres-places.ts';

const place = makePlace();
const directory = openDataDirectory(join(place, 'data'));
const port = await freePort();
const passwords = await keepDatabasePasswords(directory.path);
const urls = databaseUrls(passwords, port);
let postgres: RunningPostgres;

const REF = `r1_${'A'.repeat(43)}`;
/** Somebody with a number of the reserved series, put together so that it stands nowhere. */
const NUMBER = ['20050101', '2389'].join('');

/** What an agency of the first release held of one person. */
const OLD_ROWS: Readonly<Record<Agency, readonly string[]>> = {
  police: [
    `INSERT INTO person (person_ref, number, given_name, family_name) VALUES ('${REF}', '${NUMBER}', 'Alva', 'Berg')`,
    `INSERT INTO incident (person_ref, date, type, area, place_kind, role, narrative) VALUES
      ('${REF}', '2026-02-01', 'THEFT', 'Norrby', 'SHOP', 'SUSPECT', 'den andra texten'),
      ('${REF}', '2026-01-01', 'ASSAULT', 'Norrby', 'PARK', 'VICTIM', 'den första texten')`,
    `INSERT INTO observation (person_ref, observed_at, area, text, source_reliability, information_correctness, not_suspected,
      expires_at) VALUES ('${REF}', now(), 'Norrby', 'sedd', 'B', 2, true, '2030-01-01')`,
  ],
  socialtjanst: [
    `INSERT INTO person (person_ref, number, given_name, family_name, address) VALUES
      ('${REF}', '${NUMBER}', 'Alva', 'Berg', 'Gatan 1')`,
    `INSERT INTO concern_report (person_ref, case_number, reported_at, received_at, source_type, reason, facts, worry, acute,
      reporter, reporter_staff_subject, pre_assessment_outcome, pre_assessment_decided_at) VALUES
      ('${REF}', 'SN 2026/1', now(), now(), 'SCHOOL', 'X', 'fakta', 'oro', true, 'Rektor', 'staff-principal', 'OPENED', '2026-03-01'),
      ('${REF}', 'SN 2026/1', now(), now(), 'OTHER', 'X', 'andra fakta', 'annan oro', false, NULL, NULL, 'PENDING', NULL)`,
    `INSERT INTO social_investigation (person_ref, case_number, opened_at, status, decided_at, content) VALUES
      ('${REF}', 'SN 2026/1', '2026-03-01', 'ONGOING', NULL, 'innehållet')`,
    `INSERT INTO placement (person_ref, kind, location, "from", "to", returns_at, school_place_ready, return_contacts) VALUES
      ('${REF}', 'HVB', 'Hemmet', '2025-01-01', '2025-06-01', '2025-06-01', true, '[]'),
      ('${REF}', 'SHELTERED_HOUSING', NULL, '2026-01-01', NULL, '2026-12-01', false, '[]')`,
  ],
  school: [
    `INSERT INTO person (person_ref, number, given_name, family_name, address) VALUES
      ('${REF}', '${NUMBER}', 'Alva', 'Berg', 'Gatan 1')`,
    `INSERT INTO medical_note (person_ref, date, text) VALUES ('${REF}', '2026-01-01', 'anteckning')`,
    `INSERT INTO term_attendance (person_ref, term, term_start, present_percent, valid_absence_hours, invalid_absence_hours) VALUES
      ('${REF}', 'VT2026', '2026-01-01', 80, 42, 42), ('${REF}', 'HT2025', '2025-07-01', 100, 0, 1)`,
  ],
};

const DEFINITIONS: Readonly<Record<Agency, AgencyDefinition>> = {
  police: POLICE,
  socialtjanst: SOCIALTJANST,
  school: SCHOOL,
};

async function migrate(agency: Agency, migrations: AgencyDefinition['migrations']): Promise<void> {
  const dataSource = await openAgencyDatabase({ ...DEFINITIONS[agency], migrations }, urls[agency].owner);
  await dataSource.runMigrations();
  await dataSource.destroy();
}

async function asOwner(agency: Agency, statement: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: urls[agency].owner });
  await client.connect();
  try {
    return (await client.query<object>(statement)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  postgres = await startPostgres({ directory, port });
  await createDatabases((name) => postgres.superuserUrl(name), passwords);
  for (const [agency, rows] of Object.entries(OLD_ROWS) as [Agency, readonly string[]][]) {
    const all = DEFINITIONS[agency].migrations as readonly (new () => MigrationInterface)[];
    await migrate(agency, all.slice(0, 1));
    for (const row of rows) await asOwner(agency, row);
    await migrate(agency, [...all]);
  }
}, 120_000);

afterAll(async () => {
  await postgres.stop();
  rmSync(place, { recursive: true, force: true });
});

describe('a database of the first release', () => {
  it('keeps every incident and observation, with its text and its reliability', async () => {
    expect(
      await asOwner(
        'police',
        `SELECT type, role, narrative, summary FROM incident JOIN incident_narrative USING (person_ref, incident_key) ORDER BY date`,
      ),
    ).toEqual([
      { type: 'ASSAULT', role: 'VICTIM', narrative: 'den första texten', summary: null },
      { type: 'THEFT', role: 'SUSPECT', narrative: 'den andra texten', summary: null },
    ]);
    expect(
      await asOwner(
        'police',
        `SELECT text, source_reliability, information_correctness, not_suspected
         FROM observation JOIN observation_reliability USING (person_ref, observation_key)`,
      ),
    ).toEqual([{ text: 'sedd', source_reliability: 'B', information_correctness: 2, not_suspected: true }]);
  });

  it('keeps who somebody is, known, born and living, each for itself', async () => {
    for (const agency of ['police', 'socialtjanst', 'school'] as const) {
      expect(
        await asOwner(
          agency,
          `SELECT number, birth_date::text, address FROM person JOIN known_person USING (person_ref)
             JOIN person_birth USING (person_ref) LEFT JOIN person_address USING (person_ref)`,
        ),
      ).toEqual([{ number: NUMBER, birth_date: '2005-01-01', address: agency === 'police' ? null : 'Gatan 1' }]);
    }
  });

  it('tells the sex by the number, for counts, and the hours taught by what was kept of absence', async () => {
    for (const agency of ['police', 'socialtjanst', 'school'] as const) {
      expect([agency, await asOwner(agency, 'SELECT sex FROM person_birth')]).toEqual([agency, [{ sex: 'FEMALE' }]]);
    }
    expect(await asOwner('school', 'SELECT term, hours_taught FROM term_attendance ORDER BY term_start')).toEqual([
      { term: 'HT2025', hours_taught: null },
      { term: 'VT2026', hours_taught: 420 },
    ]);
  });

  it('tells of decided reports whether their reporter could read the decision', async () => {
    expect(
      await asOwner(
        'socialtjanst',
        'SELECT report_key IS NOT NULL AS report, due_on::text, given_at IS NOT NULL AS told FROM report_feedback',
      ),
    ).toEqual([{ report: true, due_on: '2026-03-08', told: true }]);
  });

  it('keeps each report with its content, reporter, sender and outcome', async () => {
    expect(
      await asOwner(
        'socialtjanst',
        `SELECT facts, acute, reporter, staff_subject, outcome, decided_at::text FROM concern_report
           JOIN concern_report_content USING (person_ref, report_key) JOIN pre_assessment USING (person_ref, report_key)
           LEFT JOIN concern_report_reporter USING (person_ref, report_key)
           LEFT JOIN concern_report_sender USING (person_ref, report_key) ORDER BY concern_report.id`,
      ),
    ).toEqual([
      {
        facts: 'fakta',
        acute: true,
        reporter: 'Rektor',
        staff_subject: 'staff-principal',
        outcome: 'OPENED',
        decided_at: '2026-03-01',
      },
      { facts: 'andra fakta', acute: false, reporter: null, staff_subject: null, outcome: 'PENDING', decided_at: null },
    ]);
    expect(await asOwner('socialtjanst', 'SELECT content FROM social_investigation_content')).toEqual([
      { content: 'innehållet' },
    ]);
  });

  it('keeps where a placement is, never of sheltered housing, and the plan of the latest alone', async () => {
    expect(
      await asOwner(
        'socialtjanst',
        'SELECT kind, location FROM placement LEFT JOIN placement_location USING (person_ref, placement_key) ORDER BY "from"',
      ),
    ).toEqual([
      { kind: 'HVB', location: 'Hemmet' },
      { kind: 'SHELTERED_HOUSING', location: null },
    ]);
    expect(await asOwner('socialtjanst', 'SELECT returns_at::text, school_place_ready FROM return_plan')).toEqual([
      { returns_at: '2026-12-01', school_place_ready: false },
    ]);
  });

  it('puts row-level security on every table of persons, forced on the owner too', async () => {
    for (const agency of ['police', 'socialtjanst', 'school'] as const) {
      const open = await asOwner(
        agency,
        `SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'person_ref'
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
      );
      expect([agency, open]).toEqual([agency, [{ relname: 'disclosure_log' }]]);
    }
  });
});
