import { Client } from 'pg';

const PAGE = 20_000;

/** How many of these requests have no entry in any chain of the record. */
export async function countUnrecorded(url: string, requestIds: readonly string[]): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let missing = 0;
    for (let at = 0; at < requestIds.length; at += PAGE) {
      const { rows } = await client.query<{ missing: string }>(
        `SELECT count(*) AS missing FROM unnest($1::text[]) AS asked (id)
         WHERE NOT EXISTS (SELECT FROM release_record WHERE request_id = asked.id)`,
        [requestIds.slice(at, at + PAGE)],
      );
      missing += Number(rows[0]?.missing);
    }
    return missing;
  } finally {
    await client.end();
  }
}
