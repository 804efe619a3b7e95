import { AGE_BAND, DISTRICT, JOIN_BIRTH, JOIN_HOME } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';
import { ATTENDANCE, IS_LONG } from './unexcused-share.ts';

/** Pupils who were absent without cause for at least a fifth of the hours taught. */
export const PERSONS_LONG_ABSENT: PublishedMeasure = {
  name: 'school.persons-long-absent',
  counts: { sv: 'Elever med lång ogiltig frånvaro', en: 'Pupils with long unexcused absence' },
  kind: 'tokens',
  dimensions: ['district', 'ageBand'],
  additive: false,
  sums: [],
  rows: ['M02', 'M46'],
  view: `SELECT item.present_ref AS person_ref, term_start AS counted_on, ${DISTRICT}, ${AGE_BAND}
    FROM ${ATTENDANCE} AS item ${JOIN_HOME} ${JOIN_BIRTH} WHERE ${IS_LONG}`,
};
