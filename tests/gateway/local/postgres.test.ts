import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDataDirectory } from '../../../gateway/local/data-directory.ts';
import { prepareNatives } from '../../../gateway/local/postgres-natives.ts';
import { startPostgres, type RunningPostgres } from '../../../gateway/local/postgres.ts';
import { freePort } from './free-port.ts';
import {
  ask,
  copyBarePackage,
  copyProject,
  end,
  giveTo,
  holdPostgres,
  isRunning,
  makePlace,
  waitUntilGone,
} from './postgres-places.ts';

const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;
const SLOW_MS = 60_000;

const place = makePlace();
const extraPlaces: string[] = [];
const port = await freePort();
const data = join(place, 'data');

function start(directory = data, at = port): Promise<RunningPostgres> {
  return startPostgres({ directory: openDataDirectory(directory), port: at });
}

afterAll(() => {
  for (const path of [place, ...extraPlaces]) rmSync(path, { recursive: true, force: true });
});

describe('PostgreSQL on this computer', { timeout: SLOW_MS }, () => {
  it('starts from nothing, with the settings that the system rests on', async () => {
    const postgres = await start();
    const [row] = await ask(
      postgres.superuserUrl('postgres'),
      `SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS address, current_setting('unix_socket_directories') AS sockets,
       current_setting('server_encoding') AS encoding, current_setting('max_connections') AS connections, datcollate AS locale
       FROM pg_database WHERE datname = 'postgres'`,
    );
    expect(row).toEqual({
      fsync: 'on',
      address: '127.0.0.1',
      sockets: '',
      encoding: 'UTF8',
      connections: '200',
      locale: 'C',
    });
    if (IS_ROOT && existsSync('/proc/self/status')) expect(statSync(`/proc/${postgres.postmasterPid}`).uid).not.toBe(0);
    await postgres.stop();
    expect(isRunning(postgres.postmasterPid)).toBe(false);
    expect(isRunning(postgres.guardPid)).toBe(false);
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const postgres = await start();
    const url = new URL(postgres.superuserUrl('postgres'));
    expect(statSync(join(data, 'postgres', 'superuser-password.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data, 'postgres', 'data', 'pg_hba.conf'), 'utf8')).not.toMatch(
      /^\s*\w.*\b(trust|md5|password|peer)\s*$/m,
    );
    url.password = 'wrong';
    await expect(ask(url.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    await postgres.stop();
  });

  it('starts warm in no time, and keeps what was stored when it is killed', async () => {
    const began = performance.now();
    const first = await start();
    expect(performance.now() - began).toBeLessThan(3000);
    await ask(first.superuserUrl('postgres'), 'CREATE TABLE kept AS SELECT 7 AS value');
    process.kill(first.postmasterPid, 'SIGKILL');
    await first.exited;
    const second = await start();
    expect(await ask(second.superuserUrl('postgres'), 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
    await second.stop();
  });

  it('ends when the one who started it is killed', async () => {
    const { child, said } = await holdPostgres({ data, port });
    expect(isRunning(said.postmasterPid)).toBe(true);
    await end(child);
    expect(await waitUntilGone(said.postmasterPid, 10_000)).toBe(true);
    expect(await waitUntilGone(said.guardPid, 2000)).toBe(true);
  });

  it('takes over from a run of which all was killed but PostgreSQL', async () => {
    const { child, said } = await holdPostgres({ data, port });
    process.kill(said.guardPid, 'SIGKILL');
    await end(child);
    expect(isRunning(said.postmasterPid)).toBe(true);
    const postgres = await start();
    expect(isRunning(said.postmasterPid)).toBe(false);
    expect(await ask(postgres.superuserUrl('postgres'), 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
    await postgres.stop();
  });

  it('is not fooled by a foreign process that has got the number of the killed one', async () => {
    writeFileSync(
      join(data, 'postgres', 'data', 'postmaster.pid'),
      `${process.pid}\n${join(data, 'postgres', 'data')}\n1\n${port}\n\n127.0.0.1\n0 0\nready   \n`,
    );
    const postgres = await start();
    await postgres.stop();
  });

  it('leaves a database alone that another run uses', async () => {
    const postgres = await start();
    await expect(start(data, await freePort())).rejects.toThrow(/is in use by another npm start: .*--data/);
    expect(await ask(postgres.superuserUrl('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres.stop();
  });

  it('starts with the programs as install scripts that did not run left them', async () => {
    const native = copyBarePackage(place);
    const directory = openDataDirectory(data);
    const natives = await prepareNatives(native, directory.user, directory.path);
    expect(natives.bin.startsWith(native.directory)).toBe(true);
    expect(await prepareNatives(native, directory.user, directory.path)).toEqual(natives);
    const postgres = await startPostgres({ directory, port, native });
    await postgres.stop();
  });
});

describe('PostgreSQL where it is not easy', { timeout: SLOW_MS }, () => {
  it.runIf(IS_ROOT)(
    'starts for an ordinary user from programs that are bare and that the user cannot mend',
    async () => {
      const project = copyProject(place);
      const own = giveTo(join(place, 'own'), NOBODY);
      const { child, said } = await holdPostgres({ project, data: own, port, uid: NOBODY });
      try {
        expect(said.error).toBeUndefined();
        expect(await ask(said.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
        expect(existsSync(join(own, 'postgres', 'data', 'PG_VERSION'))).toBe(true);
        if (existsSync('/proc/self/status')) expect(statSync(`/proc/${said.postmasterPid}`).uid).toBe(NOBODY);
      } finally {
        await end(child);
        await waitUntilGone(said.postmasterPid, 10_000);
      }
    },
  );

  it.runIf(IS_ROOT)('keeps its data and programs where the database user can reach them, and says so', async () => {
    const closed = join(place, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o700);
    const native = copyBarePackage(closed);
    const directory = openDataDirectory(join(closed, 'data'));
    extraPlaces.push(directory.path);
    expect(directory.notice).toContain(directory.path);
    expect(directory.path.startsWith(closed)).toBe(false);
    const postgres = await startPostgres({ directory, port, native });
    expect(await ask(postgres.superuserUrl('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres.stop();
    expect(openDataDirectory(join(closed, 'data')).path).toBe(directory.path);
  });

  it('names a data directory that cannot be written, and the setting', () => {
    writeFileSync(join(place, 'file'), '');
    const inFile = join(place, 'file', 'data');
    expect(() => openDataDirectory(inFile)).toThrow(
      `the data directory ${inFile} cannot be made or written by this user: choose another with --data or SAMSYN_DATA.`,
    );
    const sealed = join(place, 'sealed');
    mkdirSync(sealed, { mode: 0o500 });
    if (!IS_ROOT) expect(() => openDataDirectory(sealed)).toThrow(/--data or SAMSYN_DATA/);
  });

  it('names a port that is taken, and the setting', async () => {
    const server = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    await expect(start()).rejects.toThrow(
      `port ${port} (PostgreSQL) is taken: stop what listens there, or choose other ports with --port.`,
    );
    await new Promise((resolve) => server.close(resolve));
  });

  it('names a data directory of another major version', async () => {
    const other = join(place, 'other');
    const { cluster } = openDataDirectory(other);
    mkdirSync(join(cluster, 'data'), { recursive: true });
    writeFileSync(join(cluster, 'data', 'PG_VERSION'), '12\n');
    await expect(start(other)).rejects.toThrow(/was made by PostgreSQL 12 and this is \d+: empty it with --reset/);
  });
});
