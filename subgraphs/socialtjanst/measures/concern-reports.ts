import {
  AGE_BAND,
  DISTRICT,
  JOIN_BIRTH,
  JOIN_HOME,
  ofPresentPersons,
  SEX,
  swedishDayOf,
} from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';

/** Reports of concern by the Swedish day that they came in on, one for each child. */
export const CONCERN_REPORTS: PublishedMeasure = {
  name: 'socialtjanst.concern-reports',
  counts: { sv: 'Mottagna orosanmälningar', en: 'Reports of concern received' },
  kind: 'count',
  dimensions: ['month', 'source', 'district', 'sex', 'ageBand'],
  additive: true,
  sums: [],
  rows: ['M02', 'M21'],
  view: `SELECT item.present_ref AS person_ref, ${swedishDayOf('received_at')} AS counted_on, source_type AS source,
      ${DISTRICT}, ${SEX}, ${AGE_BAND}
    FROM ${ofPresentPersons('concern_report')} AS item ${JOIN_HOME} ${JOIN_BIRTH}`,
};
