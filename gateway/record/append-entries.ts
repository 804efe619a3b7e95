import type { Pool, PoolClient } from 'pg';
import type { TiedEntries } from './tie-entries.ts';

/**
 * Adds entries where the chain still ends as its writer believes, and else adds none. What several entries tell alike comes once
 * ($7), and each entry by its hash, its ref and the place of what it tells; the hash before it is the one of its neighbour.
 */
const APPEND = {
  name: 'append-entries',
  text: `
    INSERT INTO release_record (chain, sequence, previous_hash, hash, kind, at, request_id, staff_subject, role, agency, purpose,
      case_number, person_ref, released, withheld, missing, policy_digest, grounds)
    SELECT $1, $2 + e.number, lag(e.hash, 1, $3) OVER (ORDER BY e.number), e.hash, b.kind, b.at, b."requestId", b."staffSubject",
      b.role, b.agency, b.purpose, b."caseNumber", e.person_ref, b.released, b.withheld, b.missing, b."policyDigest", b.grounds
    FROM unnest($4::text[], $5::text[], $6::integer[]) WITH ORDINALITY AS e (hash, person_ref, place, number)
    JOIN json_to_recordset($7::json) AS b (place integer, kind text, at timestamptz, "requestId" text, "staffSubject" text,
      role text, agency text, purpose text, "caseNumber" text, released text[], withheld text[], missing text[],
      "policyDigest" text, grounds text[]) USING (place)
    WHERE coalesce((SELECT sequence = $2 AND hash = $3 FROM release_record WHERE chain = $1 ORDER BY sequence DESC LIMIT 1),
      $2::bigint = 0)`,
} as const;

/**
 * Adds entries to the end of a chain, all or none, in one statement.
 * @returns false when the chain ends elsewhere; then nothing was added
 */
export async function appendEntries(client: Pool | PoolClient, entries: TiedEntries): Promise<boolean> {
  const { start, hashes, personRefs, places } = entries;
  const bodies = entries.bodies.map(({ place, members }) => `{"place":${place},${members}}`);
  const values = [
    ...[start.chain, start.sequence, start.hash],
    ...[`{${hashes.join()}}`, personRefs, `{${places.join()}}`, `[${bodies.join()}]`],
  ];
  const { name, text } = APPEND;
  const { rowCount } = await client.query({ name, text, values });
  return rowCount === hashes.length;
}
