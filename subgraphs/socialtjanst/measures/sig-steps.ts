import { ofPresentPersons, PERIOD } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';

/** Groups that started, ended or were running when the last counted day was over; one that did two of these counts twice. */
export const SIG_STEPS: PublishedMeasure = {
  name: 'socialtjanst.sig-steps',
  counts: { sv: 'Sociala insatsgrupper efter skede', en: 'Social insatsgrupper by stage' },
  kind: 'count',
  dimensions: ['sigStep', 'sigEndReason'],
  additive: false,
  sums: [],
  rows: ['M38'],
  view: `SELECT present_ref AS person_ref, counted_on, sig_step, sig_end_reason
    FROM ${ofPresentPersons('sig_membership')} AS item CROSS JOIN LATERAL (VALUES
      ('STARTED', "from", 'NOT_ENDED'),
      ('ENDED', "to", end_reason),
      ('RUNNING', CASE WHEN "from" <= ${PERIOD.lastDay} AND ("to" IS NULL OR "to" > ${PERIOD.lastDay}) THEN ${PERIOD.lastDay} END,
        'NOT_ENDED')) AS step (sig_step, counted_on, sig_end_reason)`,
};
