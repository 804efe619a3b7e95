import { ofPresentPersons, percentBand } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';

/** Follow-ups by the day that they fell on, so many months after the start of the latest group. */
export const SIG_INDICATORS: PublishedMeasure = {
  name: 'socialtjanst.sig-indicators',
  counts: { sv: 'Uppföljningar i sociala insatsgrupper', en: 'Follow-ups in social insatsgrupper' },
  kind: 'count',
  dimensions: ['followUp', 'attendance', 'newSuspicions', 'newReports', 'commitmentsKept'],
  additive: false,
  sums: [],
  rows: ['M38', 'M42'],
  view: `SELECT item.present_ref AS person_ref, (started_on + make_interval(months => month))::date AS counted_on,
      'M' || month AS follow_up, ${percentBand('attendance_percent')} AS attendance,
      CASE WHEN new_suspicions = 0 THEN 'NONE' ELSE 'SOME' END AS new_suspicions,
      CASE WHEN new_reports = 0 THEN 'NONE' ELSE 'SOME' END AS new_reports,
      ${percentBand('commitments_kept_percent')} AS commitments_kept
    FROM ${ofPresentPersons('sig_indicator')} AS item JOIN (SELECT present_ref, max("from") AS started_on
      FROM ${ofPresentPersons('sig_membership')} AS stored GROUP BY present_ref) AS course ON course.present_ref = item.present_ref`,
};
