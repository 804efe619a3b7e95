import { districtOfName, ofPresentPersons } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';

/** Each young person in each incident, whatever the part. */
export const INCIDENTS: PublishedMeasure = {
  name: 'police.incidents',
  counts: { sv: 'Ungas deltaganden i händelser', en: 'Participations of young persons in incidents' },
  kind: 'count',
  dimensions: ['month', 'incidentType', 'district'],
  additive: true,
  sums: [],
  rows: ['M06'],
  view: `SELECT present_ref AS person_ref, date AS counted_on, type AS incident_type, ${districtOfName('area')} AS district
    FROM ${ofPresentPersons('incident')} AS item`,
};
