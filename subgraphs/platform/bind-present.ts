import type { EntityManager } from 'typeorm';

/**
 * The refs as asked and those that the persons have now, so that a transaction that is bound to the first is bound to all of them when
 * it has been read who they are: what is set follows from what is read. Without a limit, of which a planner that knows nothing of the
 * table makes a walk through all of it.
 */
const BIND_PRESENT = `
  WITH present AS MATERIALIZED (
    SELECT asked.ref, coalesce(
      (SELECT (array_agg(f.current_ref ORDER BY f.id))[1] FROM former_ref f WHERE f.person_ref = asked.ref), asked.ref) AS now
    FROM unnest($1::text[]) AS asked (ref))
  SELECT (SELECT json_object_agg(ref, now) FROM present) AS present,
    set_config('samsyn.refs', (SELECT string_agg(ref, ',') FROM
      (SELECT ref FROM present UNION SELECT now FROM present) AS had (ref)), true)`;

/**
 * Goes on, in a transaction that is bound to persons by the refs that were asked about, with the refs that they have now as well: an
 * earlier one (samordningsnummer) leads to the later. One statement.
 * @param refs at least one
 * @returns by each ref, the one that the person has now
 */
export async function bindPresent(
  manager: EntityManager,
  refs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(refs)];
  const [found] = await manager.query<readonly { readonly present: Readonly<Record<string, string>> }[]>(BIND_PRESENT, [
    distinct,
  ]);
  return new Map(distinct.map((ref) => [ref, found?.present[ref] ?? ref]));
}
