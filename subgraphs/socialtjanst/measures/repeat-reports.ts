import { ofPresentPersons, swedishDayOf } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';

/** Reports by whether the child had been reported on another day of the twelve months before. */
export const REPEAT_REPORTS: PublishedMeasure = {
  name: 'socialtjanst.repeat-reports',
  counts: { sv: 'Orosanmälningar efter tidigare anmälan', en: 'Reports of concern by earlier report' },
  kind: 'count',
  dimensions: ['month', 'source', 'repeat'],
  additive: true,
  sums: [],
  rows: ['M21'],
  view: `SELECT present_ref AS person_ref, received_on AS counted_on, source_type AS source,
      CASE WHEN count(*) OVER earlier > 0 THEN 'REPEAT' ELSE 'FIRST' END AS repeat
    FROM (SELECT present_ref, source_type, ${swedishDayOf('received_at')} AS received_on
      FROM ${ofPresentPersons('concern_report')} AS stored) AS item
    WINDOW earlier AS (PARTITION BY present_ref ORDER BY received_on
      RANGE BETWEEN interval '12 months' PRECEDING AND interval '1 day' PRECEDING)`,
};
