import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import type { LocalSystem } from '../../gateway/local/local-system.ts';
import { createPorts } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import type { GraphqlAnswer } from './ask.ts';
import { runAudit, type AuditRun } from './run-audit.ts';
import { findFreePorts } from '../gateway/local/find-free-ports.ts';
import { WIDE_LIMITS } from './wide-limits.ts';
import { makeDataPlace } from './data-place.ts';

const TOWN = { seed: 'record', people: 40, today: new Date().toISOString().slice(0, 10) } as const;
const QUERY = 'query ($pin: String!) { individual(personalIdentityNumber: $pin) { ref socialtjanst { isKnown } } }';
const ASKERS = 8;
/** More by hand: `KILLS=50 npm test`. */
const KILLS = Number(process.env['KILLS'] ?? 4);

let directory = '';
let system: LocalSystem;
let token = '';
let pin = '';
const answered = new Set<string>();
let ref = '';

beforeAll(async () => {
  directory = makeDataPlace('record');
  system = await startSystem({
    dataDirectory: join(directory, 'data'),
    ports: createPorts(await findFreePorts()),
    ...TOWN,
    extraSettings: { gateway: WIDE_LIMITS },
  });
  token = await fetchToken({ issuer: system.urls['identity-provider'], username: 'caseworker' });
  const town = createTown(TOWN);
  pin = town.person(town.cast.knownToAll).number ?? '';
});

afterAll(async () => {
  await system.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Asks once, and remembers what was answered; a gateway that is being killed answers nothing. */
async function ask(): Promise<void> {
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'samsyn-purpose': 'OWN_AGENCY',
    },
    body: JSON.stringify({ query: QUERY, variables: { pin } }),
  }).catch(() => null);
  const body = (await response?.json().catch(() => null)) as GraphqlAnswer | null | undefined;
  const individual = body?.data?.['individual'] as { readonly ref: string } | null | undefined;
  if (individual === null || individual === undefined) return;
  ref = individual.ref;
  answered.add(String(body?.extensions?.['requestId']));
}

async function askUntil(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await ask();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Asks from many sides, kills the process at a moment of chance, and starts it again. */
async function killWhileAsking(name: 'gateway' | 'postgres'): Promise<void> {
  let isOver = false;
  const askers = Array.from({ length: ASKERS }, () => askUntil(() => isOver));
  const before = answered.size;
  await expect.poll(() => answered.size - before, { timeout: 30_000, interval: 20 }).toBeGreaterThanOrEqual(ASKERS);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
  system.kill(name, 'SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 50));
  isOver = true;
  await Promise.all(askers);
  await system.restart(name);
}

async function withRecord<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: system.superuserUrl('samsyn_gateway') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function audit(args: readonly string[], input = ''): Promise<AuditRun> {
  return runAudit(system.facts, args, input);
}

describe('the record of the gateway', () => {
  it('misses nothing that was answered, whenever the gateway or the database is killed', async () => {
    for (let round = 0; round < KILLS; round += 1) {
      await killWhileAsking(round % 2 === 0 ? 'gateway' : 'postgres');
      const before = answered.size;
      await expect.poll(async () => ask().then(() => answered.size), { timeout: 30_000 }).toBeGreaterThan(before);
    }
    const recorded = await withRecord(async (client) => {
      const { rows } = await client.query<{ request_id: string }>('SELECT request_id FROM release_record');
      return new Set(rows.map(({ request_id: id }) => id));
    });
    expect(answered.size).toBeGreaterThanOrEqual(KILLS * ASKERS);
    expect([...answered].filter((id) => !recorded.has(id))).toEqual([]);
  });

  it('is proven whole by the audit, also after the kills', async () => {
    await system.restart('gateway');
    const { code, out } = await audit(['verify']);
    expect(out).toMatch(/^gateway: \d+ entries, [1-9]\d* checkpoints, whole\n$/);
    expect(code).toBe(0);
  });

  it('shows what was released of a person, by ref or by number, and takes neither as an argument', async () => {
    const byRef = await audit(['show', '--person'], `${ref}\n`);
    expect(byRef.code).toBe(0);
    expect(byRef.out).toContain('released  SocialRecord.isKnown');
    expect((await audit(['show', '--person'], `${pin}\n`)).out).toBe(byRef.out);
    expect(byRef.out).not.toContain(pin);
    expect((await audit(['show', '--person', ref])).code).toBe(2);
    const wrong = await audit(['show', '--person'], 'A.B.\n');
    expect(wrong).toMatchObject({ code: 2, out: expect.stringContaining('is not valid') as string });
  });

  it('is found broken when an administrator changes a word of it', async () => {
    const where = "WHERE chain = 'gateway' AND sequence = 3";
    await withRecord((client) => client.query(`UPDATE release_record SET role = 'school.nurse' ${where}`));
    const changed = await audit(['verify']);
    expect(changed.out).toContain('entry 3 was changed after it was written');
    expect(changed.code).toBe(1);
    await withRecord((client) => client.query(`UPDATE release_record SET role = 'socialtjanst.case-worker' ${where}`));
    expect((await audit(['verify'])).code).toBe(0);
  });

  it('is found broken when its end is cut off behind a checkpoint', async () => {
    await withRecord((client) =>
      client.query('DELETE FROM release_record WHERE sequence = (SELECT max(sequence) FROM record_checkpoint)'),
    );
    const { code, out } = await audit(['verify']);
    expect(out).toMatch(/was signed for|missing or out of order/);
    expect(code).toBe(1);
  });
});

describe('what is refused', () => {
  it('is recorded too, with the code and nothing of the person', async () => {
    const response = await fetch(system.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'samsyn-purpose': 'STATISTICS' },
      body: JSON.stringify({ query: QUERY, variables: { pin } }),
    });
    expect(response.status).toBe(403);
    const { extensions } = (await response.json()) as GraphqlAnswer;
    const rows = await withRecord(async (client) => {
      const found = await client.query(
        "SELECT request_id, withheld, person_ref, purpose FROM release_record WHERE kind = 'refusal'",
      );
      return found.rows as readonly unknown[];
    });
    expect(rows).toContainEqual({
      request_id: extensions?.['requestId'],
      withheld: ['PURPOSE_NOT_FOR_ROLE'],
      person_ref: null,
      purpose: 'STATISTICS',
    });
  });
});
