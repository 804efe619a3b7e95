import { inTime, ofPresentPersons, PERIOD } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';

/** In time is a follow-up within eight weeks of the talk, or of the day that was planned for one that was not held. */
const DUE = `coalesce(CASE WHEN held_at < ${PERIOD.until} THEN held_at END, planned_for) + 56`;

/** Serious talks by the day that they were planned for. */
export const SERIOUS_TALKS: PublishedMeasure = {
  name: 'police.serious-talks',
  counts: { sv: 'Planerade allvarssamtal', en: 'Planned serious talks' },
  kind: 'count',
  dimensions: ['month', 'talkHeld', 'inTime'],
  additive: true,
  sums: [],
  rows: ['M17'],
  view: `SELECT present_ref AS person_ref, planned_for AS counted_on,
      CASE WHEN held_at < ${PERIOD.until} THEN 'HELD' ELSE 'NOT_HELD' END AS talk_held,
      ${inTime('follow_up_at', DUE)} AS in_time
    FROM ${ofPresentPersons('serious_talk')} AS item`,
};
