import type { Pool, PoolClient } from 'pg';
import { textOfList, type ChainedEntry, type ChainHead } from './chain.ts';

/** Adds entries where the chain still ends as its writer believes, and else adds none. */
const APPEND = {
  name: 'append-entries',
  text: `
    INSERT INTO release_record (chain, sequence, previous_hash, hash, kind, at, request_id, staff_subject, role, agency, purpose,
      case_number, person_ref, released, withheld, missing, policy_digest, grounds)
    SELECT $1, e.* FROM json_to_recordset($2::json) AS e (sequence bigint, "previousHash" text, hash text, kind text,
      at timestamptz, "requestId" text, "staffSubject" text, role text, agency text, purpose text, "caseNumber" text,
      "personRef" text, released text[], withheld text[], missing text[], "policyDigest" text, grounds text[])
    WHERE coalesce((SELECT sequence = $3 AND hash = $4 FROM release_record WHERE chain = $1 ORDER BY sequence DESC LIMIT 1),
      $3::bigint = 0)`,
} as const;

/**
 * Adds entries to the end of a chain, all or none, in one statement.
 * @param head the end to which the first of them is tied
 * @returns false when the chain ends elsewhere; then nothing was added
 */
export async function appendEntries(
  client: Pool | PoolClient,
  head: ChainHead,
  entries: readonly ChainedEntry[],
): Promise<boolean> {
  const rows = `[${entries.map(textOfEntry).join()}]`;
  const { rowCount } = await client.query({ ...APPEND, values: [head.chain, rows, head.sequence, head.hash] });
  return rowCount === entries.length;
}

/** Without the chain's name, which is the same for all. */
function textOfEntry({ sequence, previousHash, hash, body }: ChainedEntry): string {
  const { released, withheld, missing, grounds, ...words } = body;
  const lists = [
    `"released":${textOfList(released)}`,
    `"withheld":${textOfList(withheld)}`,
    `"missing":${textOfList(missing)}`,
    `"grounds":${textOfList(grounds)}`,
  ];
  const place = `"sequence":${sequence},"previousHash":"${previousHash}","hash":"${hash}"`;
  return `{${place},${lists.join()},${JSON.stringify(words).slice(1)}`;
}
