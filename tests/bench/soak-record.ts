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

/** What a login that keeps a log may read of it, as an audit does. */
const WHOLE_LOG = '-c samsyn.audit=on';

/** How much one entry of a table takes on disk, with its indexes. Bytes. */
export async function bytesAnEntry(url: string, table: 'release_record' | 'disclosure_log'): Promise<number> {
  const client = new Client({ connectionString: url, options: WHOLE_LOG });
  await client.connect();
  try {
    const { rows } = await client.query<{ bytes: number; entries: number }>(
      `SELECT pg_total_relation_size('${table}')::float8 AS bytes, count(*)::float8 AS entries FROM ${table}`,
    );
    const [{ bytes, entries } = { bytes: 0, entries: 0 }] = rows;
    return bytes / entries;
  } finally {
    await client.end();
  }
}
