import { ofPresentPersons, PERIOD } from '../../platform/aggregates/measure-sql.ts';

/**
 * Each pupil with attendance kept in the period, with the hours of it. Who was present to a hundred per cent has perhaps no hours
 * taught written down, and was absent for less than one per cent of them.
 */
export const ATTENDANCE = `(SELECT present_ref, min(term_start) AS term_start, sum(invalid_absence_hours) AS absent,
    sum(hours_taught) AS taught
  FROM ${ofPresentPersons('term_attendance')} AS stored
  WHERE term_start >= ${PERIOD.from} AND term_start < ${PERIOD.until} GROUP BY present_ref)`;

/** A long unexcused absence: at least a fifth of the hours taught. */
export const IS_LONG = 'absent * 5 >= taught AND absent > 0';

/** Unexcused absence as a share of the hours taught, by band. */
export const SHARE_BAND = `CASE WHEN absent = 0 THEN 'NONE' WHEN ${IS_LONG} THEN '20+'
  WHEN absent * 20 >= taught THEN '5-19' ELSE 'UNDER_5' END`;
