import { ofPresentPersons } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';

/** In which months somebody was suspected. What was dropped can no longer be searched for (2018:1693 4:5), so it is left out. */
export const SUSPICION_MONTHS: PublishedMeasure = {
  name: 'police.suspicion-months',
  counts: { sv: 'Personer och månader med misstanke om brott', en: 'Persons and months with a suspicion of crime' },
  kind: 'tokens',
  dimensions: ['suspicionMonth'],
  additive: false,
  sums: [],
  rows: ['M08'],
  view: `SELECT present_ref AS person_ref, date AS counted_on
    FROM ${ofPresentPersons('suspicion')} AS item WHERE status <> 'DROPPED'`,
};
