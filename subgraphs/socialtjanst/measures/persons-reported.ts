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

/** Whom any report of concern is about. */
export const PERSONS_REPORTED: PublishedMeasure = {
  name: 'socialtjanst.persons-reported',
  counts: { sv: 'Personer med orosanmälan', en: 'Persons with a report of concern' },
  kind: 'tokens',
  dimensions: ['sex', 'ageBand', 'district'],
  additive: false,
  sums: [],
  rows: ['M02', 'M21'],
  view: `SELECT item.present_ref AS person_ref, ${swedishDayOf('received_at')} AS counted_on, ${SEX}, ${AGE_BAND}, ${DISTRICT}
    FROM ${ofPresentPersons('concern_report')} AS item ${JOIN_HOME} ${JOIN_BIRTH}`,
};
