import { inTime, ofPresentPersons } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';

/** Investigations by the day that they were opened, and whether they were concluded within four months (SoL 20:3). */
export const INVESTIGATIONS: PublishedMeasure = {
  name: 'socialtjanst.investigations',
  counts: { sv: 'Inledda utredningar', en: 'Investigations opened' },
  kind: 'count',
  dimensions: ['month', 'inTime'],
  additive: true,
  sums: [],
  rows: ['M26'],
  view: `SELECT present_ref AS person_ref, opened_at AS counted_on,
      ${inTime('decided_at', "(opened_at + interval '4 months')::date")} AS in_time
    FROM ${ofPresentPersons('social_investigation')} AS item`,
};
