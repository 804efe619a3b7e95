import { Client } from 'pg';
import { inject } from 'vitest';
import type { Agency } from '../../schema/agency.ts';

/** Works in an agency's database as its owner, whom row-level security lets through. */
export async function asOwner<Result>(agency: Agency, work: (client: Client) => Promise<Result>): Promise<Result> {
  return withClient(inject('system').facts.databases[agency].owner, work);
}

/** Works in a database by its address, and always lets go of it. */
export async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}
