import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import type { LocalSystem } from '../../gateway/local/local-system.ts';
import { createPorts } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { AGENCIES } from '../../schema/agency.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import type { GraphqlAnswer } from './ask.ts';
import { runAudit, type AuditRun } from './run-audit.ts';
import { findFreePorts } from '../gateway/local/find-free-ports.ts';
import { WIDE_LIMITS } from './wide-limits.ts';
import { makeDataPlace } from './data-place.ts';

const TOWN = { seed: 'reconcile', people: 40, today: new Date().toISOString().slice(0, 10) } as const;
const DEADLINE_MS = 4_000;
const STAFF = ['caseworker', 'investigator', 'principal', 'nurse'] as const;
const FIELDS = `ref
  police { isKnown protectedMarking incidents { type date } seriousTalks { plannedFor } }
  socialtjanst { isKnown name concernReports { receivedAt } }
  school { protectedMarking grades { grade } attendance { term } }`;
const BY_NUMBER = `query ($pin: String!) { individual(personalIdentityNumber: $pin) { ${FIELDS} } }`;
const BY_REFS = `query ($refs: [ID!]!) { individuals(refs: $refs) { ${FIELDS} } }`;
const WAIT = { timeout: 20_000, interval: 100 } as const;

let directory = '';
let system: LocalSystem;
let tokens: Readonly<Record<string, string>> = {};
let pin = '';

beforeAll(async () => {
  directory = makeDataPlace('reconcile');
  system = await startSystem({
    dataDirectory: join(directory, 'data'),
    ports: createPorts(await findFreePorts()),
    ...TOWN,
    extraSettings: { gateway: { ...WIDE_LIMITS, AGENCY_TIMEOUT_MS: String(DEADLINE_MS) } },
  });
  const issuer = system.urls['identity-provider'];
  const fetched = STAFF.map(async (username) => [username, await fetchToken({ issuer, username })] as const);
  tokens = Object.fromEntries(await Promise.all(fetched));
  const town = createTown(TOWN);
  pin = town.person(town.cast.knownToAll).number ?? '';
});

afterAll(async () => {
  await system.stop();
  rmSync(directory, { recursive: true, force: true });
});

type Keeper = (typeof AGENCIES)[number] | 'gateway';

async function withAdministrator<T>(keeper: Keeper, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: system.superuserUrl(`samsyn_${keeper}`) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const change = (keeper: Keeper, sql: string): Promise<unknown> =>
  withAdministrator(keeper, (client) => client.query(sql));

async function count(keeper: Keeper, table: string): Promise<number> {
  return withAdministrator(keeper, async (client) => {
    const { rows } = await client.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`);
    return rows[0]?.n ?? 0;
  });
}

async function ask(username: string, query: string, variables: object): Promise<GraphqlAnswer | null> {
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${tokens[username] ?? ''}`,
      'samsyn-purpose': 'SIG',
      'samsyn-case': 'SN 2026/1001',
    },
    body: JSON.stringify({ query, variables }),
  }).catch(() => null);
  return response === null ? null : ((await response.json()) as GraphqlAnswer);
}

const reconcile = (...args: readonly string[]): Promise<AuditRun> =>
  runAudit(system.facts, ['reconcile', '--settle', '0', ...args]);

/** Lets nobody add to a table while the work goes on. */
async function whileLocked(keeper: Keeper, table: string, work: () => Promise<void>): Promise<void> {
  await withAdministrator(keeper, async (client) => {
    await client.query('BEGIN');
    await client.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
    await work();
    await client.query('ROLLBACK');
  });
}

describe('gateway and agencies', () => {
  it('tell the same story of all roles, one or many persons, present and former refs', async () => {
    const former = await withAdministrator('school', async (client) => {
      const { rows } = await client.query<{ person_ref: string; current_ref: string }>('SELECT * FROM former_ref');
      return rows[0];
    });
    expect(former).toBeDefined();
    for (const username of STAFF) {
      await ask(username, BY_NUMBER, { pin });
      await ask(username, BY_REFS, { refs: [former?.person_ref, former?.current_ref] });
      await ask(username, BY_REFS, { refs: [former?.person_ref] });
    }
    const { code, out } = await reconcile();
    expect(out).toMatch(
      /^12 requests compared: gateway 16 entries, police \d+ lines, .*\ncompared until \S+Z: what is younger waits for the next audit\nthe same story\n$/,
    );
    expect(code).toBe(0);
    expect((await reconcile('--to', '2020-01-01')).out).toMatch(/^0 requests compared/);
  });

  describe('when an administrator changes a log', () => {
    let undo: readonly (readonly [Keeper, string])[] = [];

    afterEach(async () => {
      for (const [keeper, sql] of undo) await change(keeper, sql);
      expect((await reconcile()).code).toBe(0);
    });

    const LINE = `WHERE id = (SELECT min(id) FROM disclosure_log WHERE 'SocialRecord.name' = ANY(released))`;
    const KEEP = 'CREATE TABLE kept AS SELECT * FROM';

    it.each([
      ['role', `UPDATE disclosure_log SET role = 'school.nurse' ${LINE}`, 'differs', 'role: gateway'],
      [
        'subject',
        `UPDATE disclosure_log SET staff_subject = 'staff-other' ${LINE}`,
        'differs',
        'staffSubject: gateway',
      ],
      [
        'purpose',
        `UPDATE disclosure_log SET purpose = 'TREFAS' ${LINE}`,
        'differs',
        'purpose: gateway SIG, agency TREFAS',
      ],
      ['rules', `UPDATE disclosure_log SET policy_digest = 'x' ${LINE}`, 'differs', 'policyDigest: gateway'],
      [
        'grounds',
        `UPDATE disclosure_log SET grounds = array_replace(grounds, 'SocialRecord.name own', 'SocialRecord.name consent c1') ${LINE}`,
        'unlogged',
        'SocialRecord.name own',
      ],
      [
        'released',
        `UPDATE disclosure_log SET released = array_remove(released, 'SocialRecord.name') ${LINE}`,
        'differs',
        'a ground and no release of: SocialRecord.name',
      ],
      [
        'person',
        `UPDATE disclosure_log SET person_ref = 'r1_somebody' ${LINE}`,
        'unlogged',
        "the agency's log does not have",
      ],
      ['line', `DELETE FROM disclosure_log ${LINE}`, 'unlogged', "the agency's log does not have"],
    ])('finds a changed %s in an agency’s log', async (_, tamper, kind, why) => {
      await change('socialtjanst', `${KEEP} disclosure_log`);
      undo = [
        ['socialtjanst', 'DELETE FROM disclosure_log'],
        ['socialtjanst', 'INSERT INTO disclosure_log OVERRIDING SYSTEM VALUE SELECT * FROM kept'],
        ['socialtjanst', 'DROP TABLE kept'],
      ];
      await change('socialtjanst', tamper);
      const { code, out } = await reconcile();
      expect(out).toMatch(new RegExp(`^${kind} +\\d{4}-.* socialtjanst `, 'm'));
      expect(out).toContain(why);
      expect(code).toBe(1);
    });

    it.each([
      ['grounds', `UPDATE release_record SET grounds = '{}' WHERE sequence = 1`, 1, 'differs'],
      ['person', `UPDATE release_record SET person_ref = 'r1_somebody' WHERE sequence = 1`, 1, 'unlogged'],
      ['entry', `DELETE FROM release_record WHERE sequence = 1`, 3, 'unanswered'],
    ])('finds a changed %s in the gateway’s record', async (_, tamper, exit, kind) => {
      await change('gateway', `${KEEP} release_record`);
      undo = [
        ['gateway', 'DELETE FROM release_record'],
        ['gateway', 'INSERT INTO release_record SELECT * FROM kept'],
        ['gateway', 'DROP TABLE kept'],
      ];
      await change('gateway', tamper);
      const { code, out } = await reconcile();
      expect(out).toMatch(new RegExp(`^${kind} +\\d{4}-`, 'm'));
      expect(code).toBe(exit);
    });
  });

  it('are told apart when an agency came too late for the answer', async () => {
    const lines = await count('police', 'disclosure_log');
    await whileLocked('police', 'disclosure_log', async () => {
      const answer = await ask('investigator', BY_NUMBER, { pin });
      expect(answer?.extensions?.missing).toContain('police');
    });
    await expect.poll(() => count('police', 'disclosure_log'), WAIT).toBeGreaterThan(lines);
    const { code, out } = await reconcile();
    expect(out).toMatch(/^late .* police .*the gateway had given up on the agency/m);
    expect(out).toContain('1 difference\n');
    expect(code).toBe(3);
  });

  it('are told apart when the gateway died between their log and its own record', async () => {
    const lines = await count('socialtjanst', 'disclosure_log');
    await whileLocked('gateway', 'release_record', async () => {
      const answer = ask('caseworker', BY_NUMBER, { pin });
      await expect.poll(() => count('socialtjanst', 'disclosure_log'), WAIT).toBeGreaterThan(lines);
      system.kill('gateway', 'SIGKILL');
      expect(await answer).toBeNull();
    });
    await system.restart('gateway');
    const { code, out } = await reconcile();
    expect(out).toMatch(/^unanswered .* socialtjanst .*it died before it wrote and answered$/m);
    expect(out).not.toMatch(/^(differs|unlogged)/m);
    expect(code).toBe(3);
    expect((await runAudit(system.facts, ['verify'])).code).toBe(0);
  });

  it('cannot be compared when a log does not answer, and that is no agreement', async () => {
    const { databases, keys } = system.facts;
    const away = { ...databases, police: { ...databases.police, app: 'postgres://nobody@127.0.0.1:1/nothing' } };
    const { code, out } = await runAudit({ databases: away, keys }, ['reconcile']);
    expect(out).toContain('the log of police does not answer at AGENCY_LOG_URLS');
    expect(code).toBe(2);
  });
});
