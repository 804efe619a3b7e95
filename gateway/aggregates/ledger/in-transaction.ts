import type { Pool, PoolClient } from 'pg';

/**
 * Does work in a transaction on a connection of its own. What the work throws undoes it all.
 * @param guard turns what the transaction's own statements throw into an error of the catalogue
 */
export async function inTransaction<Done>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Done>,
  guard: <Step>(step: Promise<Step>) => Promise<Step> = (step) => step,
): Promise<Done> {
  const client = await guard(pool.connect());
  let isSound = false;
  // A connection that breaks fails its next query; without a listener it would end the process too.
  client.on('error', ignoreBrokenConnection);
  try {
    await guard(client.query('BEGIN'));
    const done = await work(client);
    await guard(client.query('COMMIT'));
    isSound = true;
    return done;
  } finally {
    client.off('error', ignoreBrokenConnection);
    client.release(!isSound);
  }
}

function ignoreBrokenConnection(): void {
  return;
}
