import { Client } from 'pg';
import { readAuditSettings, type AuditSettings } from './audit-settings.ts';
import { CommandError } from './command.ts';

/**
 * Works on the gateway's record, as it stands at one moment: what is written meanwhile waits for the next audit.
 * @throws CommandError when it does not answer
 */
export function withRecord<T>(work: (client: Client, settings: AuditSettings) => Promise<T>): Promise<T> {
  const settings = readAuditSettings(process.env);
  const place = { url: settings.databaseUrl, name: 'the record database', setting: 'RECORD_DATABASE_URL' };
  return withSnapshot(place, (client) => work(client, settings));
}

/**
 * Works on one moment of a database, and changes nothing there.
 * @throws CommandError when it does not answer
 */
export async function withSnapshot<T>(
  { url, name, setting }: { readonly url: string; readonly name: string; readonly setting: string },
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, options: '-c samsyn.audit=on' });
  // A connection that breaks fails its query; without a listener it would end the process too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // The snapshot is taken by the first question.
    await client.query('SELECT 1');
  } catch {
    await client.end().catch(() => undefined);
    throw new CommandError(`${name} does not answer at ${setting}: is the system running?`);
  }
  try {
    return await work(client);
  } catch (error) {
    // What a query meets is for the operator, and holds no row.
    if (!isDatabaseError(error)) throw error;
    throw new CommandError(`${name} could not be read: ${error.message}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function isDatabaseError(error: unknown): error is Error {
  return error instanceof Error && ('severity' in error || /connection/i.test(error.message));
}
