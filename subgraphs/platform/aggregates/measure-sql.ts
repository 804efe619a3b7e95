import { CODE_LISTS } from '../../../schema/aggregate-codes.ts';

/**
 * What a transaction counts, by functions that give null, which is equal to nothing, where it counts nothing. Each is a query of its
 * own, so that it is asked once and not for every row.
 */
export const PERIOD = {
  /** The first day that is counted. */
  from: '(SELECT measures.counted_from())',
  /** The day after the last one that is counted. */
  until: '(SELECT measures.counted_until())',
  /** The last day that is counted: what was not done by then was not done. */
  lastDay: '(SELECT measures.counted_until() - 1)',
  /** The day after the last one of the whole period. */
  end: '(SELECT measures.period_end())',
} as const;

/** The settings that the functions read; each holds for one transaction. */
export const PERIOD_FUNCTIONS: readonly string[] = ['counted_from', 'counted_until', 'period_end'].map(
  (name) =>
    `CREATE FUNCTION measures.${name}() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
       RETURN nullif(current_setting('samsyn.${name}', true), '')::date`,
);

/** The rows of a table with whose they are now, as `present_ref`. */
export function ofPresentPersons(table: string): string {
  return `(SELECT coalesce(former.current_ref, stored.person_ref) AS present_ref, stored.*
    FROM public.${table} AS stored LEFT JOIN measures.former_ref AS former ON former.person_ref = stored.person_ref)`;
}

/** The same of a table that has one row a person: what stands under the present ref goes before what stands under an earlier one. */
function onePerPerson(table: string, column: string): string {
  return `(SELECT stored.person_ref AS present_ref, ${column} FROM public.${table} AS stored
      WHERE NOT EXISTS (SELECT FROM measures.former_ref AS former WHERE former.person_ref = stored.person_ref)
    UNION ALL (SELECT DISTINCT ON (former.current_ref) former.current_ref, ${column}
      FROM measures.former_ref AS former JOIN public.${table} AS stored ON stored.person_ref = former.person_ref
      WHERE NOT EXISTS (SELECT FROM public.${table} AS own WHERE own.person_ref = former.current_ref)
      ORDER BY former.current_ref, stored.person_ref))`;
}

const AGE = `extract(year FROM age(${PERIOD.end} - 1, birth_date))`;

const FORMER_REF = `CREATE VIEW measures.former_ref AS
  SELECT person_ref, min(current_ref) AS current_ref FROM public.former_ref GROUP BY person_ref`;

/** Sex, and age on the last day of the whole period; who has no row here is unknown. */
const PERSON_BIRTH = `CREATE VIEW measures.person_birth AS
  SELECT present_ref, coalesce(sex, 'UNKNOWN') AS sex,
    CASE WHEN birth_date IS NULL THEN 'UNKNOWN' WHEN ${AGE} <= 12 THEN '0-12' WHEN ${AGE} <= 14 THEN '13-14'
      WHEN ${AGE} <= 17 THEN '15-17' WHEN ${AGE} <= 20 THEN '18-20' ELSE '21+' END AS age_band
  FROM ${onePerPerson('person_birth', 'sex, birth_date')} AS birth`;

/** The district of the postal code; unknown elsewhere, and of who has a protected identity (OSL 22 kap.). */
const PERSON_HOME = `CREATE VIEW measures.person_home AS
  SELECT present_ref, CASE
      WHEN present_ref IN (SELECT marked.present_ref FROM ${ofPresentPersons('protected_person')} AS marked) THEN 'UNKNOWN'
      ELSE coalesce('D0' || (substring(address FROM ', 099 1([0-7]) [^,]*$')::integer + 1)::text, 'UNKNOWN') END AS district
  FROM ${onePerPerson('person_address', 'address')} AS home`;

/** The views that measures are made from; nobody but they can read them. */
export const PERSON_VIEWS = { everywhere: [FORMER_REF, PERSON_BIRTH], whereAddressesAre: [PERSON_HOME] } as const;

/** Joins sex, age and district to whose rows `item` holds. */
export const JOIN_BIRTH = 'LEFT JOIN measures.person_birth AS birth ON birth.present_ref = item.present_ref';
export const JOIN_HOME = 'LEFT JOIN measures.person_home AS home ON home.present_ref = item.present_ref';
export const SEX = `coalesce(birth.sex, 'UNKNOWN') AS sex`;
export const AGE_BAND = `coalesce(birth.age_band, 'UNKNOWN') AS age_band`;
export const DISTRICT = `coalesce(home.district, 'UNKNOWN') AS district`;

/** The code of the district that goes by that name. */
export function districtOfName(column: string): string {
  const named = CODE_LISTS.district.filter(({ code }) => code !== 'UNKNOWN');
  const cases = named.map(({ code, swedish }) => `WHEN '${swedish}' THEN '${code}'`);
  return `CASE ${column} ${cases.join(' ')} ELSE 'UNKNOWN' END`;
}

/** The Swedish calendar day of a time. */
export function swedishDayOf(column: string): string {
  return `(${column} AT TIME ZONE 'Europe/Stockholm')::date`;
}

/**
 * Whether something was done by its last day, as it stood when the last counted day was over.
 * @param done the day on which it was done, null where it has not been; later than the last counted day counts as not done
 * @param due the last day that is in time
 */
export function inTime(done: string, due: string): string {
  return `CASE WHEN ${done} < ${PERIOD.until} AND ${done} <= ${due} THEN 'IN_TIME'
    WHEN ${done} < ${PERIOD.until} OR ${PERIOD.lastDay} > ${due} THEN 'LATE' ELSE 'NOT_YET' END`;
}

/** A share of a hundred by the bands of a follow-up. */
export function percentBand(column: string): string {
  return `CASE WHEN ${column} < 50 THEN 'UNDER_50' WHEN ${column} < 80 THEN '50-79' ELSE '80+' END`;
}
