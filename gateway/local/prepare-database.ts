import { databaseName, DATABASE_KEEPERS, closeSchema, createDatabase, withClient } from './databases.ts';

/**
 * Makes one keeper's database and logins in a PostgreSQL that runs elsewhere, for docker compose:
 * `SUPERUSER_URL=… OWNER_PASSWORD=… APP_PASSWORD=… prepare-database.ts <keeper>`, for an agency with `STATISTICS_PASSWORD` too.
 */
async function prepareDatabase(name: string | undefined): Promise<void> {
  const keeper = DATABASE_KEEPERS.find((known) => known === name);
  if (keeper === undefined) throw new Error(`say whose database: one of ${DATABASE_KEEPERS.join(', ')}`);
  const superuserUrl = new URL(setting('SUPERUSER_URL'));
  const common = { owner: setting('OWNER_PASSWORD'), app: setting('APP_PASSWORD') };
  const passwords = keeper === 'gateway' ? common : { ...common, statistics: setting('STATISTICS_PASSWORD') };
  await withClient(superuserUrl.href, (client) => createDatabase(client, keeper, passwords));
  superuserUrl.pathname = `/${databaseName(keeper)}`;
  await withClient(superuserUrl.href, (client) => closeSchema(client, keeper));
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is missing`);
  return value;
}

prepareDatabase(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`the database cannot be prepared: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
