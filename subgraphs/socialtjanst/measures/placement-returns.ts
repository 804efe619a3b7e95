import { ofPresentPersons } from '../../platform/aggregates/measure-sql.ts';
import type { PublishedMeasure } from '../../platform/aggregates/published-measure.ts';

/** Planned returns by their day, with the kind of the latest placement and whether school was ready for the first day. */
export const PLACEMENT_RETURNS: PublishedMeasure = {
  name: 'socialtjanst.placement-returns',
  counts: { sv: 'Planerade återkomster från placering', en: 'Planned returns from placement' },
  kind: 'count',
  dimensions: ['month', 'placementKind', 'schoolPlaceReady'],
  additive: true,
  sums: [],
  rows: ['M30', 'M32'],
  view: `SELECT item.present_ref AS person_ref, returns_at AS counted_on, kind AS placement_kind,
      CASE WHEN school_place_ready THEN 'READY' ELSE 'NOT_READY' END AS school_place_ready
    FROM ${ofPresentPersons('return_plan')} AS item JOIN (SELECT DISTINCT ON (present_ref) present_ref, kind
      FROM ${ofPresentPersons('placement')} AS stored ORDER BY present_ref, "from" DESC, id) AS latest
      ON latest.present_ref = item.present_ref`,
};
