import { ENTITY_KEY } from '../../gateway/federation/plan/ask-for-keys.ts';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { startFakeAgency, type FakeAgency } from '../gateway/federation/fake-agency.ts';
import { startAnotherGateway, type AnotherGateway } from './another-gateway.ts';
import { personAs } from './at-the-agency.ts';
import { withClient } from './at-the-database.ts';

/** As many may be with one agency at a time. */
const CONCURRENT = 64;
const FLOOD = 5 * CONCURRENT;
const ANSWER_MS = 10;

let police: FakeAgency;
let gateway: AnotherGateway;

/** Answers well, yet one after the other. */
function answerInTurn(): void {
  const entity = {
    __typename: 'Individual',
    [ENTITY_KEY]: personAs('knownToAll').ref,
    police: { protectedMarking: null },
  };
  const body = JSON.stringify({ data: { _entities: [entity] } });
  let last = Promise.resolve();
  police.answerWith((response) => {
    last = last.then(async () => {
      await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
      response.setHeader('content-type', 'application/json');
      response.end(body);
    });
  });
}

async function ask(of: 'police' | 'school', pin: string): Promise<Response> {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${inject('system').tokens['caseworker'] ?? ''}`,
      ...{ 'samsyn-purpose': 'OWN_AGENCY', 'samsyn-case': 'SN 2026/1001' },
    },
    body: JSON.stringify({
      query: `query ($pin: String!) { individual(personalIdentityNumber: $pin) { ${of} { protectedMarking } } }`,
      variables: { pin },
    }),
  });
}

interface Told {
  readonly errors?: readonly unknown[];
  readonly extensions: { readonly requestId: string; readonly missing?: readonly string[] };
}

/** Those of the requests that are on record. */
async function recordedOf(requestIds: readonly string[]): Promise<readonly string[]> {
  return withClient(inject('system').facts.databases.gateway.owner, async (client) => {
    const sql = 'SELECT DISTINCT request_id FROM release_record WHERE request_id = ANY($1)';
    const { rows } = await client.query<{ request_id: string }>(sql, [requestIds]);
    return rows.map(({ request_id: id }) => id);
  });
}

/** Before a police whose answers this test gives. */
async function startBefore(agencyTimeoutMs: number, limits: Readonly<Record<string, string>> = {}): Promise<void> {
  police = await startFakeAgency();
  const urls = JSON.parse(inject('system').gatewaySettings['AGENCY_URLS'] ?? '{}') as object;
  gateway = await startAnotherGateway({
    ...{ LIMIT_QUEUE_MS: '50', AGENCY_TIMEOUT_MS: String(agencyTimeoutMs), ...limits },
    AGENCY_URLS: JSON.stringify({ ...urls, police: police.url }),
  });
}

afterEach(async () => {
  await gateway.stop();
  await police.close();
});

describe('a gateway whose agency is asked more than it can answer', () => {
  it('answers whom it lets in, tells others when to come back, and lets in who does not need that agency', async () => {
    await startBefore(20_000);
    answerInTurn();
    const { number } = personAs('knownToAll');
    const shed: string[] = [];
    const askOne = async (): Promise<number> => {
      const answer = await ask('police', number);
      const { errors, extensions } = (await answer.json()) as Told;
      if (answer.status !== 503) return errors === undefined ? answer.status : 0;
      const seconds = Number(answer.headers.get('retry-after'));
      expect(errors).toMatchObject([{ extensions: { code: 'OVERLOADED', seconds } }]);
      shed.push(extensions.requestId);
      return answer.status;
    };
    const flood = Promise.all(Array.from({ length: FLOOD }, askOne));
    await expect.poll(() => shed.length, { interval: 5, timeout: 20_000 }).toBeGreaterThan(0);
    const other = await ask('school', number);
    expect(other.status).toBe(200);
    const statuses = await flood;
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(CONCURRENT);
    expect(await askOne()).toBe(200);
    const { extensions } = (await other.json()) as Told;
    expect(await recordedOf([...shed, extensions.requestId])).toEqual([extensions.requestId]);
  });
});

describe('a gateway whose agency hangs while many ask', () => {
  it('sheds nobody for it, and tells that it is missing', async () => {
    await startBefore(1_000);
    police.answerWith(() => undefined);
    const { number } = personAs('knownToAll');
    const answers = await Promise.all(Array.from({ length: FLOOD }, () => ask('police', number)));
    const told = await Promise.all(answers.map(async (answer) => ((await answer.json()) as Told).extensions.missing));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(told).toEqual(answers.map(() => ['police']));
  });

  it('keeps no place taken by those who wait for it, on a machine that can hardly take on anything', async () => {
    // No turn is shorter, so that no more may be at work than as few as ever may.
    await startBefore(7_000, { LIMIT_TURN_MS: '5' });
    police.answerWith(() => undefined);
    const { number } = personAs('knownToAll');
    const hanging: Promise<number>[] = [];
    let waiting = 0;
    const hang = async (): Promise<number> => {
      waiting += 1;
      const { status } = await ask('police', number);
      waiting -= 1;
      return status;
    };
    const hangMore = (): number => {
      hanging.push(...Array.from({ length: 8 }, hang));
      return waiting;
    };
    await expect.poll(hangMore, { timeout: 6_000, interval: 100 }).toBeGreaterThan(CONCURRENT);
    await expect.poll(async () => (await ask('school', number)).status, { interval: 100 }).toBe(200);
    for (let time = 0; time < 5; time += 1) expect((await ask('school', number)).status).toBe(200);
    expect(waiting).toBeGreaterThan(CONCURRENT / 2);
    expect((await Promise.all(hanging)).every((status) => status === 200 || status === 503)).toBe(true);
  });
});
