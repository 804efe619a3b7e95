import { Client } from 'pg';

/** Closes one database to everybody for as long as the work lasts. */
export async function withoutDatabase(
  superuserUrl: string,
  database: string,
  work: () => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`);
    await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database]);
    await work();
  } finally {
    await client.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`);
    await client.end();
  }
}
