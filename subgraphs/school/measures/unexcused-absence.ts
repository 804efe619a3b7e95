import { ofPresentPersons, PERIOD } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';
import { ATTENDANCE, SHARE_BAND } from './unexcused-share.ts';

/** The stage of the latest enrolment that had begun by the end; where there is none so old, of the oldest that is kept. */
const STAGE = `(SELECT DISTINCT ON (present_ref) present_ref, CASE stage WHEN 'YEARS_7_9' THEN '7_9' ELSE stage END AS school_stage
  FROM ${ofPresentPersons('enrolment')} AS stored
  ORDER BY present_ref, "from" > ${PERIOD.lastDay}, CASE WHEN "from" <= ${PERIOD.lastDay} THEN "from" END DESC, "from", id)`;

/** Pupils with attendance kept, by how much of the hours taught they were absent without cause. */
export const UNEXCUSED_ABSENCE: PublishedMeasure = {
  name: 'school.unexcused-absence',
  counts: { sv: 'Elever efter ogiltig frånvaro', en: 'Pupils by unexcused absence' },
  kind: 'count',
  dimensions: ['schoolStage', 'unexcusedAbsence'],
  additive: false,
  sums: ['unexcusedHours'],
  rows: ['M44', 'M46'],
  view: `SELECT item.present_ref AS person_ref, term_start AS counted_on, school_stage, ${SHARE_BAND} AS unexcused_absence,
      absent AS unexcused_hours
    FROM ${ATTENDANCE} AS item JOIN ${STAGE} AS enrolled ON enrolled.present_ref = item.present_ref`,
};
