import { inTime, swedishDayOf } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';
import { DECIDED_REPORTS } from './decided-reports.ts';

const TOLD = `(SELECT person_ref, report_key, min(${swedishDayOf('given_at')}) AS told_on
  FROM public.report_feedback GROUP BY person_ref, report_key)`;

/** Reports of those who must report, by whether they were told of the decision within a week (SoL 19:6). */
export const REPORT_FEEDBACK: PublishedMeasure = {
  name: 'socialtjanst.report-feedback',
  counts: { sv: 'Beslutade anmälningar efter återkoppling', en: 'Decided reports by feedback' },
  kind: 'count',
  dimensions: ['month', 'source', 'inTime'],
  additive: true,
  sums: [],
  rows: ['M21', 'M24'],
  view: `SELECT item.present_ref AS person_ref, decided_at AS counted_on, source_type AS source, ${inTime('told_on', 'decided_at + 7')} AS in_time
    FROM ${DECIDED_REPORTS} AS item LEFT JOIN ${TOLD} AS told ON told.person_ref = item.person_ref AND told.report_key = item.report_key
    WHERE decided_at IS NOT NULL AND source_type IN ('POLICE', 'SCHOOL', 'HEALTH_CARE', 'SOCIAL_SERVICES')`,
};
