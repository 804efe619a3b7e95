import { AGE_BAND, JOIN_BIRTH, ofPresentPersons, SEX } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';

/** Who occurs in any incident. The police keep no addresses, so there is no district. */
export const PERSONS_IN_INCIDENTS: PublishedMeasure = {
  name: 'police.persons-in-incidents',
  counts: { sv: 'Personer som förekommer i händelser', en: 'Persons who occur in incidents' },
  kind: 'tokens',
  dimensions: ['sex', 'ageBand'],
  additive: false,
  sums: [],
  rows: ['M06'],
  view: `SELECT item.present_ref AS person_ref, date AS counted_on, ${SEX}, ${AGE_BAND}
    FROM ${ofPresentPersons('incident')} AS item ${JOIN_BIRTH}`,
};
