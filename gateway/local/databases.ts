import { join } from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { AGENCIES } from '../../schema/agency.ts';
import { LOOPBACK } from './ports.ts';
import { keepSecret, randomPassword } from './secret-file.ts';

/** Who keeps a database: each agency its registers, the gateway its record. */
export const DATABASE_KEEPERS = [...AGENCIES, 'gateway'] as const;

export type DatabaseKeeper = (typeof DATABASE_KEEPERS)[number];

/** The two addresses of a keeper's database: one to change its tables, one to serve from with the least rights. */
export interface DatabaseUrls {
  readonly owner: string;
  readonly app: string;
}

/** Passwords of the two logins of each database. */
export type DatabasePasswords = Readonly<Record<DatabaseKeeper, DatabaseUrls>>;

/** What neither login may ever do; the row-level security of an agency rests on it. */
const NO_POWERS = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';

export function databaseName(keeper: DatabaseKeeper): string {
  return `samsyn_${keeper}`;
}

/** The passwords of all logins, made on the first run and kept in the data directory. */
export function keepDatabasePasswords(dataDirectory: string): Promise<DatabasePasswords> {
  return keepSecret(join(dataDirectory, 'database-passwords.json'), () =>
    byKeeper(() => ({ owner: randomPassword(), app: randomPassword() })),
  );
}

/** The addresses of all databases on a port of this computer. */
export function databaseUrls(
  passwords: DatabasePasswords,
  port: number,
): Readonly<Record<DatabaseKeeper, DatabaseUrls>> {
  return byKeeper((keeper) => {
    const url = (kind: keyof DatabaseUrls): string =>
      `postgres://${keeper}_${kind}:${passwords[keeper][kind]}@${LOOPBACK}:${port}/${databaseName(keeper)}`;
    return { owner: url('owner'), app: url('app') };
  });
}

/**
 * Makes what is missing of the databases and their logins, and sets again every right and password.
 * @param superuserUrl the administrator's address of a database by its name
 * @returns the keepers whose database is new
 */
export async function createDatabases(
  superuserUrl: (database: string) => string,
  passwords: DatabasePasswords,
): Promise<readonly DatabaseKeeper[]> {
  const made = await withClient(superuserUrl('postgres'), async (client) => {
    await client.query('REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC');
    const fresh: DatabaseKeeper[] = [];
    for (const keeper of DATABASE_KEEPERS)
      if (await createDatabase(client, keeper, passwords[keeper])) fresh.push(keeper);
    return fresh;
  });
  await Promise.all(
    DATABASE_KEEPERS.map((keeper) =>
      withClient(superuserUrl(databaseName(keeper)), (client) => closeSchema(client, keeper)),
    ),
  );
  return made;
}

/** Makes one keeper's logins and database with the client of an administrator; true when the database is new. */
export async function createDatabase(
  client: Client,
  keeper: DatabaseKeeper,
  passwords: DatabaseUrls,
): Promise<boolean> {
  const name = databaseName(keeper);
  await createLogin(client, `${keeper}_owner`, passwords.owner);
  await createLogin(client, `${keeper}_app`, passwords.app);
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  const isNew = rowCount === 0;
  if (isNew)
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)} OWNER ${escapeIdentifier(`${keeper}_owner`)}`);
  else await client.query(`ALTER DATABASE ${escapeIdentifier(name)} OWNER TO ${escapeIdentifier(`${keeper}_owner`)}`);
  await client.query(`REVOKE ALL ON DATABASE ${escapeIdentifier(name)} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${escapeIdentifier(name)} TO ${escapeIdentifier(`${keeper}_app`)}`);
  return isNew;
}

/** Inside the keeper's database: nothing for everybody; the app's login may look into the schema, and tables are for the migrations to grant. */
export async function closeSchema(client: Client, keeper: DatabaseKeeper): Promise<void> {
  await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  // Large objects are PostgreSQL's one store that everybody may write to unless told otherwise.
  await client.query(
    'REVOKE EXECUTE ON FUNCTION lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea) FROM PUBLIC',
  );
  await client.query(`GRANT USAGE ON SCHEMA public TO ${escapeIdentifier(`${keeper}_app`)}`);
}

/** Runs the work with a connection of its own, and always lets go of it. */
export async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function createLogin(client: Client, name: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(`${verb} ROLE ${escapeIdentifier(name)} WITH ${NO_POWERS} PASSWORD ${escapeLiteral(password)}`);
}

function byKeeper(make: (keeper: DatabaseKeeper) => DatabaseUrls): Readonly<Record<DatabaseKeeper, DatabaseUrls>> {
  return Object.fromEntries(DATABASE_KEEPERS.map((keeper) => [keeper, make(keeper)])) as Record<
    DatabaseKeeper,
    DatabaseUrls
  >;
}
