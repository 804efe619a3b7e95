import type { Client, QueryResultRow } from 'pg';
import { isOutsideHours } from '../../../policies/office-hours.ts';
import type { AnomalyRules } from '../../../policies/load-anomaly-rules.ts';
import { readByCursor } from '../read-by-cursor.ts';
import type { Period } from '../swedish-period.ts';
import type { PurposeUse } from './find-without-case.ts';
import type { RefusalCount } from './find-refusals.ts';
import type { PersonCount } from './find-same-person.ts';
import type { StaffCount } from './finding.ts';

const DAY = `to_char(at AT TIME ZONE 'Europe/Stockholm', 'YYYY-MM-DD')`;
const SPAN = `min(${DAY}) AS "from", max(${DAY}) AS "to"`;
const STAFF = 'staff_subject AS "staffSubject", role, agency';
const BY_STAFF = 'staff_subject, role, agency';
const WITHIN = '($1::timestamptz IS NULL OR at >= $1) AND ($2::timestamptz IS NULL OR at < $2)';
const RELEASES = `FROM release_record WHERE kind = 'release' AND person_ref IS NOT NULL AND ${WITHIN}`;
const REQUESTS = 'count(DISTINCT request_id)::integer';
const PERSONS = 'count(DISTINCT person_ref)::integer';

/** The counts that the checks go by. The database counts, so that memory holds one line a member of staff, not one a look-up. */
export interface RecordCounts {
  readonly uses: readonly PurposeUse[];
  readonly outsideHours: readonly StaffCount[];
  readonly persons: readonly StaffCount[];
  readonly crowded: readonly PersonCount[];
  readonly protectedPersons: readonly StaffCount[];
  readonly refusals: readonly RefusalCount[];
  readonly emergencies: readonly StaffCount[];
}

/** Counts what the record holds of a period. */
export async function readCounts(
  client: Client,
  period: Period,
  { rules, onProgress }: { readonly rules: AnomalyRules; readonly onProgress: (what: string) => void },
): Promise<RecordCounts> {
  const read = async <Row extends QueryResultRow>(what: string, sql: string): Promise<readonly Row[]> => {
    onProgress(what);
    return (await client.query<Row>(sql, [period.from, period.until])).rows;
  };
  return {
    uses: await read('purposes', USES),
    outsideHours: await readOutsideHours(client, period, rules.outsideHours),
    persons: await read('persons a member of staff', COUNT_PERSONS),
    crowded: await read('staff a person', `${CROWDED} >= ${rules.samePerson.leastStaff}`),
    protectedPersons: await read('protected identities', PROTECTED),
    refusals: await read('refusals', REFUSALS),
    emergencies: await read('emergencies', EMERGENCIES),
  };
}

const USES = `SELECT ${STAFF}, purpose, ${REQUESTS} AS count, ${SPAN},
    (count(DISTINCT request_id) FILTER (WHERE case_number IS NULL))::integer AS "withoutCase"
  ${RELEASES} AND purpose IS NOT NULL GROUP BY ${BY_STAFF}, purpose ORDER BY ${BY_STAFF}, purpose`;

const COUNT_PERSONS = `SELECT ${STAFF}, ${PERSONS} AS count, ${SPAN} ${RELEASES} GROUP BY ${BY_STAFF} ORDER BY ${BY_STAFF}`;

const CROWDED = `SELECT person_ref AS "personRef", count(DISTINCT staff_subject)::integer AS staff, ${SPAN}
  ${RELEASES} GROUP BY person_ref HAVING count(DISTINCT staff_subject)`;

const PROTECTED = `SELECT ${STAFF}, ${PERSONS} AS count, ${SPAN} ${RELEASES}
    AND EXISTS (SELECT FROM unnest(withheld) AS reason WHERE reason LIKE '% PROTECTED\\_IDENTITY')
  GROUP BY ${BY_STAFF} ORDER BY ${BY_STAFF}`;

const REFUSALS = `SELECT ${STAFF}, withheld[1] AS code, ${REQUESTS} AS count, ${SPAN}
  FROM release_record WHERE kind = 'refusal' AND ${WITHIN} GROUP BY ${BY_STAFF}, withheld[1] ORDER BY ${BY_STAFF}, code`;

/** One emergency is one act of the holder's, however often its release is read. */
const EMERGENCIES = `SELECT ${STAFF}, count(DISTINCT coalesce(nullif(split_part(ground, ' ', 3), ''), request_id))::integer AS count,
    ${SPAN}
  FROM release_record, unnest(grounds) AS ground
  WHERE kind = 'release' AND split_part(ground, ' ', 2) = 'emergency' AND ${WITHIN}
  GROUP BY ${BY_STAFF} ORDER BY ${BY_STAFF}`;

const HOURS = `SELECT ${STAFF}, ${DAY} AS day, extract(hour FROM at AT TIME ZONE 'Europe/Stockholm')::integer AS hour,
    ${REQUESTS} AS count
  ${RELEASES} GROUP BY ${BY_STAFF}, day, hour ORDER BY ${BY_STAFF}, day, hour`;

interface HourCount extends Omit<StaffCount, 'from' | 'to'> {
  readonly day: string;
  readonly hour: number;
}

async function readOutsideHours(
  client: Client,
  { from, until }: Period,
  rules: AnomalyRules['outsideHours'],
): Promise<readonly StaffCount[]> {
  const byStaff = new Map<string, StaffCount>();
  for await (const page of readByCursor<HourCount & QueryResultRow>(client, HOURS, [from, until])) {
    for (const { day, hour, count, staffSubject, role, agency } of page) {
      if (!isOutsideHours({ day, hour }, rules)) continue;
      const key = `${staffSubject} ${role} ${agency}`;
      const earlier = byStaff.get(key);
      const total = (earlier?.count ?? 0) + count;
      byStaff.set(key, { staffSubject, role, agency, count: total, from: earlier?.from ?? day, to: day });
    }
  }
  return [...byStaff.values()];
}
