import { ofPresentPersons, PERIOD } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';

/** Whose group started; where two did in the period, the first. */
export const SIG_MEMBERS: PublishedMeasure = {
  name: 'socialtjanst.sig-members',
  counts: { sv: 'Personer vars sociala insatsgrupp startade', en: 'Persons whose social insatsgrupp started' },
  kind: 'tokens',
  dimensions: ['sigStartMonth'],
  additive: false,
  sums: [],
  rows: ['M38'],
  view: `SELECT present_ref AS person_ref, min("from") AS counted_on FROM ${ofPresentPersons('sig_membership')} AS item
    WHERE "from" >= ${PERIOD.from} AND "from" < ${PERIOD.until} GROUP BY present_ref`,
};
