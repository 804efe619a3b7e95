import { Client } from 'pg';
import type { Agency } from '../../schema/agency.ts';

/** Invented persons by the hundred thousand: what one count across three agencies needs of them, and nothing else. */
export interface ManyPersons {
  readonly people: number;
  /** A term that is over, such as `2024-VT`, in which all of it happens. */
  readonly term: string;
}

/** How far apart the agencies' persons lie, so that four in five of each are known to all three. */
const SHIFTS: Readonly<Record<Agency, number>> = { police: 0, socialtjanst: 0.1, school: 0.2 };

/** Fills one agency's register by its owner. The refs are no hashes of anybody, and fit the form. */
export async function fillMany(agency: Agency, ownerUrl: string, { people, term }: ManyPersons): Promise<void> {
  const first = Math.round(people * SHIFTS[agency]);
  const ref = `'r1_' || rpad(md5('${term} ' || person), 43, 'b')`;
  const persons = `generate_series(${first + 1}, ${first + people}) AS person`;
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`INSERT INTO person_birth (person_ref, birth_date, sex)
      SELECT ${ref}, date '2003-01-01' + (person::bigint * 7919 % 5400)::integer,
        CASE WHEN person % 2 = 0 THEN 'FEMALE' ELSE 'MALE' END FROM ${persons}`);
    await client.query(rowsOf(agency, { ref, persons, term }));
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

interface Source {
  readonly ref: string;
  readonly persons: string;
  readonly term: string;
}

function rowsOf(agency: Agency, { ref, persons, term }: Source): string {
  const [year = '', half = ''] = term.split('-');
  const day = `date '${year}-${half === 'VT' ? '02' : '09'}-01' + (person % 90)::integer`;
  switch (agency) {
    case 'police':
      return `INSERT INTO incident (person_ref, incident_key, date, type, area, role)
        SELECT ${ref}, '${term} ' || person, ${day}, 'THEFT', 'Gjuteriet', 'SUSPECT' FROM ${persons}`;
    case 'socialtjanst':
      return `INSERT INTO concern_report (person_ref, report_key, case_number, reported_at, received_at, source_type, reason)
        SELECT ${ref}, '${term} ' || person, 'SN ' || person, ${day}, ${day}, 'SCHOOL', 'OTHER' FROM ${persons}`;
    case 'school':
      return `INSERT INTO term_attendance (person_ref, term, term_start, present_percent, valid_absence_hours,
          invalid_absence_hours, hours_taught)
        SELECT ${ref}, '${half}${year}', date '${year}-${half === 'VT' ? '01-09' : '08-18'}', 60, 20, 148, 420 FROM ${persons}`;
  }
}
