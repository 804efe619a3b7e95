import type { Client, QueryResultRow } from 'pg';

const PAGE = 2_000;

let cursors = 0;

/** Reads what a question finds, a page at a time, inside the transaction that the client has open: memory holds one page. */
export async function* readByCursor<Row extends QueryResultRow>(
  client: Client,
  sql: string,
  values: readonly unknown[],
): AsyncGenerator<readonly Row[]> {
  cursors += 1;
  const cursor = `audit_${cursors}`;
  await client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`, [...values]);
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${PAGE} FROM ${cursor}`);
    if (rows.length === 0) break;
    yield rows;
  }
  await client.query(`CLOSE ${cursor}`);
}
