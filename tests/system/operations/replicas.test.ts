import { decodeJwt } from 'jose';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../gateway/local/free-port.ts';
import { STORE_PROGRAM } from '../../gateway/shared-store/start-store.ts';
import { runAudit } from '../run-audit.ts';
import { revoke, type RevokeRun } from './run-revoke.ts';
import { startTwoReplicas, type Answered, type TwoReplicas } from './two-replicas.ts';

const PATIENCE = { timeout: 30_000, interval: 100 } as const;
/** In a month. */
const UNTIL = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

describe.skipIf(STORE_PROGRAM === null)('two replicas of the gateway behind a balancer', () => {
  let both: TwoReplicas;
  beforeAll(async () => {
    both = await startTwoReplicas();
  });
  afterAll(() => both.close());

  const tokenOf = (username: string): Promise<string> => both.tokenOf(username);
  const ask: TwoReplicas['ask'] = (token, at) => both.ask(token, at);
  const askBoth = (token: string): Promise<readonly string[]> => both.askBoth(token);

  async function atTheRecord<T>(work: (client: Client) => Promise<T>, login: 'app' | 'owner' = 'app'): Promise<T> {
    const client = new Client({ connectionString: both.system.facts.databases.gateway[login] });
    await client.connect();
    return work(client).finally(() => client.end());
  }

  const run = (args: readonly string[]): Promise<RevokeRun> => revoke(both.system.facts, args, both.storeSettings);

  const shutOut = (...whom: readonly string[]): Promise<RevokeRun> =>
    run([...whom, '--until', UNTIL, '--by', 'staff-security', '--reason', 'suspended']);

  it('each write a chain of their own; both chains are whole, and tell the same story as the agencies', async () => {
    const token = await tokenOf('caseworker');
    const asked: Answered[] = [];
    for (let at = 0; at < 10; at += 1) asked.push(await ask(token));
    expect(asked.map(({ status, code }) => [status, code])).toEqual(asked.map(() => [200, 'OK']));
    const chains = await atTheRecord(async (client) => {
      const { rows } = await client.query<{ chain: string; request_id: string }>(
        'SELECT DISTINCT chain, request_id FROM release_record WHERE request_id = ANY ($1)',
        [asked.map(({ requestId }) => requestId)],
      );
      return rows;
    });
    expect(chains).toHaveLength(asked.length);
    const ofChain = (chain: string): number => chains.filter((row) => row.chain === chain).length;
    expect([ofChain('replica-1'), ofChain('replica-2')]).toEqual([5, 5]);
    const verified = await runAudit(both.system.facts, ['verify']);
    expect(verified.out).toMatch(/replica-1: \d+ entries, .*whole\nreplica-2: \d+ entries, .*whole/);
    expect(verified.code).toBe(0);
    const reconciled = await runAudit(both.system.facts, ['reconcile', '--settle', '0']);
    expect(reconciled.out).toContain('the same story');
    expect(reconciled.out).toMatch(/^10 requests compared/m);
    expect(reconciled.code).toBe(0);
  });

  it('shut out somebody of staff at once, also with a token that both have verified, and put on record that it was tried', async () => {
    const token = await tokenOf('investigator');
    const other = await tokenOf('caseworker');
    expect(await askBoth(token)).toEqual(['OK', 'OK']);
    const revoked = await shutOut('--subject', 'staff-investigator');
    expect(revoked).toMatchObject({
      code: 0,
      out: expect.stringMatching(/every gateway knows within two seconds/) as string,
    });
    await expect.poll(() => askBoth(token), PATIENCE).toEqual(['ACCESS_REVOKED', 'ACCESS_REVOKED']);
    const refused = await ask(token);
    expect([refused.status, refused.body.data]).toEqual([403, undefined]);
    expect((await ask(await tokenOf('investigator'))).code).toBe('ACCESS_REVOKED');
    expect(await askBoth(other)).toEqual(['OK', 'OK']);
    const recorded = await atTheRecord((client) =>
      client.query<{ kind: string; withheld: string[]; staff_subject: string }>(
        'SELECT kind, withheld, staff_subject FROM release_record WHERE request_id = $1',
        [refused.requestId],
      ),
    );
    expect(recorded.rows).toEqual([
      { kind: 'refusal', withheld: ['ACCESS_REVOKED'], staff_subject: 'staff-investigator' },
    ]);
    const listed = await run(['--list']);
    const [, id = ''] = /([0-9a-f-]{36}) {2}subject staff-investigator {2}closed/.exec(listed.out) ?? [];
    expect(listed.out).toContain('(suspended)  by staff-security');
    expect((await run(['--lift', id, '--by', 'staff-security'])).code).toBe(0);
    await expect.poll(() => askBoth(token), PATIENCE).toEqual(['OK', 'OK']);
    expect((await run(['--list'])).out).toMatch(/subject staff-investigator {2}lifted {2}by staff-security\n$/);
  });

  it('shut out one token, and not the others of its owner; an export of figures no less than the graph', async () => {
    const [lost, kept] = [await tokenOf('analyst'), await tokenOf('analyst')];
    const path = '/aggregates/releases/none/csv';
    expect((await ask(lost, { path })).code).toBe('PURPOSE_MISSING');
    await shutOut('--token', String(decodeJwt(lost).jti));
    await expect
      .poll(() => ask(lost, { url: both.system.urls.gateway, path }).then(({ code }) => code), PATIENCE)
      .toBe('ACCESS_REVOKED');
    await expect
      .poll(() => ask(lost, { url: both.secondUrl, path }).then(({ code }) => code), PATIENCE)
      .toBe('ACCESS_REVOKED');
    expect((await ask(kept, { path })).code).toBe('PURPOSE_MISSING');
  });

  it('keep nothing of anybody in the store but hashes', async () => {
    await shutOut('--subject', 'staff-nurse');
    const client = both.openStore();
    const keys = await client.keys('*');
    const held = JSON.stringify([keys, await client.hgetall('samsyn:revocations')]);
    expect(keys).toContain('samsyn:revocations');
    expect(held).toContain(UNTIL.slice(0, 7));
    expect(held).not.toMatch(/staff-|nurse|suspended|eyJ/);
    client.disconnect();
  });

  it('let nobody in again when the store comes back without what it knew', async () => {
    const token = await tokenOf('nurse');
    await expect.poll(() => askBoth(token), PATIENCE).toEqual(['ACCESS_REVOKED', 'ACCESS_REVOKED']);
    await both.store.kill();
    await both.store.startAgain();
    const client = both.openStore();
    expect(await client.exists('samsyn:revocations')).toBe(0);
    client.disconnect();
    // Long enough for both to have read the empty store.
    await expect.poll(() => isReady(both.system.urls.gateway), PATIENCE).toBe(true);
    for (let at = 0; at < 20; at += 1) {
      expect(await askBoth(token)).toEqual(['ACCESS_REVOKED', 'ACCESS_REVOKED']);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  it('go on for a while without the store, then let nobody in and say so, and recover by themselves', async () => {
    const token = await tokenOf('caseworker');
    await both.store.kill();
    expect(await askBoth(token)).toEqual(['OK', 'OK']);
    const told = await shutOut('--subject', 'staff-mentor');
    expect(told.code).toBe(2);
    expect(told.out).toContain('the shared store does not answer');
    await expect.poll(() => askBoth(token), PATIENCE).toEqual(['REVOCATIONS_UNKNOWN', 'REVOCATIONS_UNKNOWN']);
    const refused = await ask(token);
    expect([refused.status, refused.body.data]).toEqual([503, undefined]);
    expect(await isReady(both.system.urls.gateway)).toBe(false);
    await both.store.startAgain();
    await expect.poll(() => askBoth(token), PATIENCE).toEqual(['OK', 'OK']);
    await expect.poll(() => isReady(both.system.urls.gateway), PATIENCE).toBe(true);
  });

  it('cannot be asked wrongly without a word', async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /npx samsyn revoke --subject/],
      [['--subject', 'staff-1'], /--reason must be one of/],
      [['--subject', 'staff-1', '--reason', 'left', '--until', '2020-01-01', '--by', 'staff-2'], /--until has been/],
      [['--subject', 'staff-1', '--reason', 'left', '--until', '2999-01-01', '--by', 'staff-2'], /more than 400 days/],
      [['--subject', both.pin, '--reason', 'left', '--until', UNTIL, '--by', 'staff-2'], /no subject of staff/],
      [['--lift', 'none', '--by', 'staff-1'], /--lift must be the id/],
      [['--list', '--subject', 'staff-1'], /give one of/],
    ];
    for (const [args, says] of wrong) {
      const { code, out } = await run(args);
      expect([args, code]).toEqual([args, 2]);
      expect(out).toMatch(says);
      expect(out).not.toContain(both.pin);
    }
  });

  it('trust no store whose certificate nobody vouches for: then they are not ready, and let nobody in', async () => {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const untrusting = both.launch({ RECORD_CHAIN: 'replica-3', PORT: port, NODE_EXTRA_CA_CERTS: '' });
    const token = await tokenOf('caseworker');
    const answer = (): Promise<string> =>
      ask(token, { url }).then(
        ({ code }) => code,
        () => 'NOT_UP',
      );
    await expect.poll(answer, PATIENCE).toBe('REVOCATIONS_UNKNOWN');
    expect(await isReady(url)).toBe(false);
    expect(untrusting.lines().join()).toContain('the shared store is away');
    await untrusting.stop();
  });

  it('can read what is revoked, and neither write nor lift it; what was said stays as it was said', async () => {
    const insert = `INSERT INTO revocation (id, at, kind, digest, made_by, reason)
      VALUES (gen_random_uuid(), now(), 'subject', 'x', 'nobody', 'other')`;
    await expect(atTheRecord((client) => client.query(insert))).rejects.toThrow(/permission denied/);
    for (const change of ['UPDATE revocation SET until = NULL', 'DELETE FROM revocation', 'TRUNCATE revocation']) {
      await expect(atTheRecord((client) => client.query(change))).rejects.toThrow(/permission denied/);
      await expect(atTheRecord((client) => client.query(change), 'owner')).rejects.toThrow(/stays on record/);
    }
  });

  it('never write one chain: a process that is given the chain of another does not start, and says why', async () => {
    const started = both.start({ RECORD_CHAIN: 'replica-2', PORT: String(await freePort()) });
    await expect(started).rejects.toThrow(/another process writes the chain `replica-2`.*RECORD_CHAIN of its own/);
    expect((await ask(await tokenOf('caseworker'), { url: both.secondUrl })).code).toBe('OK');
  });

  it('leave the chain to the next process when one is killed', async () => {
    both.second().signal('SIGKILL');
    await both.second().ended;
    await both.startSecond();
    expect((await ask(await tokenOf('caseworker'), { url: both.secondUrl })).code).toBe('OK');
    expect((await runAudit(both.system.facts, ['verify'])).code).toBe(0);
  });

  it('hold their chains again after the database was started anew', async () => {
    const token = await tokenOf('caseworker');
    await both.system.restart('postgres');
    await expect.poll(() => askBoth(token), PATIENCE).toEqual(['OK', 'OK']);
    const locks = await atTheRecord((client) =>
      client.query<{ held: string }>(`SELECT count(*) AS held FROM pg_locks WHERE locktype = 'advisory' AND granted`),
    );
    expect(Number(locks.rows[0]?.held)).toBe(2);
    expect((await runAudit(both.system.facts, ['verify'])).code).toBe(0);
  });
});

async function isReady(url: string): Promise<boolean> {
  return (await fetch(`${url}/health/ready`)).status === 200;
}
