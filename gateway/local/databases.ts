import { join } from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { LOOPBACK } from './ports.ts';
import { keepSecret, randomPassword, writeSecret } from './secret-file.ts';

/** Who keeps a database: each agency its registers, the gateway its record. */
export const DATABASE_KEEPERS = [...AGENCIES, 'gateway'] as const;

export type DatabaseKeeper = (typeof DATABASE_KEEPERS)[number];

/** The addresses of a keeper's database: one to change its tables, one to serve from with the least rights. */
export interface DatabaseUrls {
  readonly owner: string;
  readonly app: string;
}

/** An agency has a third: it reads the views that its counts are made from, and nothing that tells who anybody is. */
export interface AgencyDatabaseUrls extends DatabaseUrls {
  readonly statistics: string;
}

/** The addresses of all databases. */
export type AllDatabaseUrls = Readonly<Record<Agency, AgencyDatabaseUrls> & Record<'gateway', DatabaseUrls>>;

/** Passwords of the logins of each database. */
export type DatabasePasswords = AllDatabaseUrls;

type Login = keyof AgencyDatabaseUrls;

type SomeByLogin = Readonly<Partial<Record<DatabaseKeeper, Readonly<Partial<Record<Login, string>>>>>>;

/** What no login may ever do; the row-level security of an agency rests on it. */
const NO_POWERS = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';

export function databaseName(keeper: DatabaseKeeper): string {
  return `samsyn_${keeper}`;
}

/** The passwords of all logins, made on the first run and kept in the data directory; what a newer version needs is added. */
export async function keepDatabasePasswords(dataDirectory: string): Promise<DatabasePasswords> {
  const path = join(dataDirectory, 'database-passwords.json');
  const kept = await keepSecret<SomeByLogin>(path, () => byLogin(randomPassword));
  const whole = byLogin((keeper, login) => kept[keeper]?.[login] ?? randomPassword());
  return JSON.stringify(whole) === JSON.stringify(kept) ? whole : writeSecret(path, whole);
}

/** The addresses of all databases on a port of this computer. */
export function databaseUrls(passwords: DatabasePasswords, port: number): AllDatabaseUrls {
  const by: SomeByLogin = passwords;
  return byLogin(
    (keeper, login) =>
      `postgres://${keeper}_${login}:${by[keeper]?.[login] ?? ''}@${LOOPBACK}:${port}/${databaseName(keeper)}`,
  );
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
  passwords: DatabaseUrls | AgencyDatabaseUrls,
): Promise<boolean> {
  const name = databaseName(keeper);
  const logins = Object.entries(passwords) as readonly (readonly [string, string])[];
  for (const [login, password] of logins) await createLogin(client, `${keeper}_${login}`, password);
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  const isNew = rowCount === 0;
  if (isNew)
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)} OWNER ${escapeIdentifier(`${keeper}_owner`)}`);
  else await client.query(`ALTER DATABASE ${escapeIdentifier(name)} OWNER TO ${escapeIdentifier(`${keeper}_owner`)}`);
  await client.query(`REVOKE ALL ON DATABASE ${escapeIdentifier(name)} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${escapeIdentifier(name)} TO ${servingLogins(keeper)}`);
  return isNew;
}

/** Inside the keeper's database: nothing for everybody; who serves may look into the schema, and tables are for the migrations to grant. */
export async function closeSchema(client: Client, keeper: DatabaseKeeper): Promise<void> {
  await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  // Large objects are PostgreSQL's one store that everybody may write to unless told otherwise.
  await client.query(
    'REVOKE EXECUTE ON FUNCTION lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea) FROM PUBLIC',
  );
  await client.query(`GRANT USAGE ON SCHEMA public TO ${servingLogins(keeper)}`);
}

function servingLogins(keeper: DatabaseKeeper): string {
  const serving = loginsOf(keeper).filter((login) => login !== 'owner');
  return serving.map((login) => escapeIdentifier(`${keeper}_${login}`)).join(', ');
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

function byLogin(make: (keeper: DatabaseKeeper, login: Login) => string): DatabasePasswords {
  const logins = DATABASE_KEEPERS.map((keeper) => [
    keeper,
    Object.fromEntries(loginsOf(keeper).map((login) => [login, make(keeper, login)])),
  ]);
  return Object.fromEntries(logins) as DatabasePasswords;
}

function loginsOf(keeper: DatabaseKeeper): readonly Login[] {
  return keeper === 'gateway' ? ['owner', 'app'] : ['owner', 'app', 'statistics'];
}
