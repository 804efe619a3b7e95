import { inTime, PERIOD } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';
import { DECIDED_REPORTS } from './decided-reports.ts';

/** Reports by what their pre-assessment led to, and whether it was made within 14 days of receipt (SoL 20:2). */
export const PRE_ASSESSMENTS: PublishedMeasure = {
  name: 'socialtjanst.pre-assessments',
  counts: { sv: 'Orosanmälningar efter förhandsbedömning', en: 'Reports of concern by pre-assessment' },
  kind: 'count',
  dimensions: ['month', 'preAssessment', 'inTime'],
  additive: true,
  sums: [],
  rows: ['M21', 'M24'],
  view: `SELECT present_ref AS person_ref, received_on AS counted_on,
      CASE WHEN decided_at < ${PERIOD.until} THEN outcome ELSE 'PENDING' END AS pre_assessment,
      ${inTime('decided_at', 'received_on + 14')} AS in_time
    FROM ${DECIDED_REPORTS} AS item`,
};
