import type { Client } from 'pg';

/** Every ref that a person has had, from an agency's list of former ones, which every agency has for the whole population. */
export async function readRefsOfPerson(agency: Client, ref: string): Promise<readonly string[]> {
  const { rows } = await agency.query<{ readonly ref: string }>(
    `WITH present AS (SELECT coalesce((SELECT current_ref FROM former_ref WHERE person_ref = $1 LIMIT 1), $1) AS ref)
     SELECT ref FROM present
     UNION SELECT $1
     UNION SELECT person_ref FROM former_ref WHERE current_ref = (SELECT ref FROM present)`,
    [ref],
  );
  return rows.map((row) => row.ref);
}
