import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataDirectory } from '../../../gateway/local/data-directory.ts';
import {
  createDatabases,
  DATABASE_KEEPERS,
  databaseUrls,
  keepDatabasePasswords,
} from '../../../gateway/local/databases.ts';
import { startPostgres, type RunningPostgres } from '../../../gateway/local/postgres.ts';
import { freePort } from './free-port.ts';
import { ask, makePlace } from './postgres-places.ts';

const place = makePlace();
const directory = openDataDirectory(join(place, 'data'));
const port = await freePort();
const passwords = await keepDatabasePasswords(directory.path);
const urls = databaseUrls(passwords, port);
let postgres: RunningPostgres;

beforeAll(async () => {
  postgres = await startPostgres({ directory, port });
}, 60_000);

afterAll(async () => {
  await postgres.stop();
  rmSync(place, { recursive: true, force: true });
});

const create = () => createDatabases((name) => postgres.superuserUrl(name), passwords);

describe('the databases of the local system', () => {
  it('get a password for a login that an older version did not have, and keep the others', async () => {
    const older = makePlace();
    const { statistics, ...police } = passwords.police;
    writeFileSync(join(older, 'database-passwords.json'), JSON.stringify({ ...passwords, police }));
    const kept = await keepDatabasePasswords(older);
    expect(kept).toEqual({ ...passwords, police: { ...police, statistics: expect.any(String) as string } });
    expect(kept.police.statistics).not.toBe(statistics);
    expect(await keepDatabasePasswords(older)).toEqual(kept);
    rmSync(older, { recursive: true, force: true });
  });

  it('are made once, and set right as often as one likes', async () => {
    expect(await create()).toEqual(DATABASE_KEEPERS);
    expect(await create()).toEqual([]);
    expect(await keepDatabasePasswords(directory.path)).toEqual(passwords);
    expect(statSync(join(directory.path, 'database-passwords.json')).mode & 0o777).toBe(0o600);
  });

  it('give back to a login what was taken from it, and take what was given', async () => {
    await ask(
      postgres.superuserUrl('postgres'),
      'ALTER ROLE police_app BYPASSRLS CREATEDB; GRANT CONNECT ON DATABASE samsyn_police TO PUBLIC',
    );
    await create();
    const rows = await ask(
      postgres.superuserUrl('postgres'),
      `SELECT rolname FROM pg_roles WHERE rolbypassrls OR rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication`,
    );
    expect(rows).toEqual([{ rolname: 'postgres' }]);
    await expect(ask(urls.school.app.replace('samsyn_school', 'samsyn_police'), 'SELECT 1')).rejects.toThrow(
      /permission denied for database/,
    );
  });

  it.each(DATABASE_KEEPERS)('let the logins of %s into their own database alone', async (keeper) => {
    for (const [kind, address] of Object.entries<string>({ ...urls[keeper] })) {
      expect(await ask(address, 'SELECT current_user AS login')).toEqual([{ login: `${keeper}_${kind}` }]);
      for (const other of [
        ...DATABASE_KEEPERS.filter((name) => name !== keeper).map((name) => `samsyn_${name}`),
        'postgres',
        'template1',
      ]) {
        const url = new URL(address);
        url.pathname = `/${other}`;
        await expect(ask(url.href, 'SELECT 1'), `${keeper}_${kind} in ${other}`).rejects.toThrow(
          /permission denied for database/,
        );
      }
    }
  });

  it('let the owner make tables, and the app see only those that it was granted', async () => {
    await ask(
      urls.school.owner,
      'CREATE TABLE open (n int); CREATE TABLE closed (n int); GRANT SELECT ON open TO school_app',
    );
    expect(await ask(urls.school.app, 'SELECT n FROM open')).toEqual([]);
    await expect(ask(urls.school.app, 'SELECT n FROM closed')).rejects.toThrow(/permission denied for table/);
    await expect(ask(urls.school.app, 'CREATE TABLE mine (n int)')).rejects.toThrow(/permission denied for schema/);
    await expect(ask(urls.school.app, 'CREATE TEMPORARY TABLE mine (n int)')).rejects.toThrow(
      /permission denied to create temporary/,
    );
    await expect(ask(urls.school.app, 'SET ROLE school_owner')).rejects.toThrow(/permission denied to set role/);
  });
});
