import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startAnotherGateway, type AnotherGateway } from './another-gateway.ts';
import type { HttpAnswer } from './ask.ts';
import { personAs, signToken } from './at-the-agency.ts';
import { withClient } from './at-the-database.ts';
import { analyst, askInflow } from './aggregates/as-analyst.ts';
import { expectNothingInside } from './leaks.ts';

const WHO = '{ me { role } }';
const PERSON = 'query ($pin: String!) { individual(personalIdentityNumber: $pin) { police { isKnown } } }';

async function ask(
  gateway: AnotherGateway,
  subject: string,
  pin: string | null = null,
  query = PERSON,
): Promise<HttpAnswer> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${await signToken({ sub: subject })}`,
    'samsyn-purpose': 'INVESTIGATION',
    'samsyn-case': 'K-1234-25',
  };
  const body = JSON.stringify(pin === null ? { query: WHO } : { query, variables: { pin } });
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as HttpAnswer['body'] };
}

function expectTold(answer: HttpAnswer, status: number, code: string): void {
  expect([answer.status, answer.body.errors?.[0]?.extensions?.['code']]).toEqual([status, code]);
  expect(answer.body.data).toBeUndefined();
  const { seconds } = answer.body.errors?.[0]?.extensions ?? {};
  expect(answer.headers.get('retry-after')).toBe(String(seconds));
  expect(Number(seconds)).toBeGreaterThanOrEqual(1);
}

describe('a person of staff who asks too often', () => {
  let gateway: AnotherGateway;
  beforeAll(async () => {
    gateway = await startAnotherGateway({ LIMIT_ACTOR_PER_MINUTE: '3' });
  });
  afterAll(() => gateway.stop());

  it('is told when to come back, in the same words whoever was asked about; others are answered', async () => {
    const { number } = personAs('knownToAll');
    const nobody = personAs('onlySchool').number;
    for (let time = 0; time < 3; time += 1) expect((await ask(gateway, 'staff-often', number)).status).toBe(200);
    const known = await ask(gateway, 'staff-often', number);
    const unknown = await ask(gateway, 'staff-often', nobody);
    for (const answer of [known, unknown]) {
      expectTold(answer, 429, 'TOO_MANY_REQUESTS');
      expectNothingInside(answer.text, number, nobody, 'staff-often');
    }
    expect(known.body.errors?.[0]?.message.replace(/\d+ seconds/, '')).toBe(
      unknown.body.errors?.[0]?.message.replace(/\d+ seconds/, ''),
    );
    expect((await ask(gateway, 'staff-seldom', number)).status).toBe(200);
  });

  it('has asked as often as there are persons’ fields in what was asked, and what was too much is not on record', async () => {
    const { number } = personAs('knownToAll');
    const times = (count: number): string => {
      const fields = Array.from({ length: count }, (_, at) => {
        return `a${at}: individual(personalIdentityNumber: $pin) { police { isKnown } }`;
      });
      return `query ($pin: String!) { me { role } ${fields.join(' ')} }`;
    };
    expectTold(await ask(gateway, 'staff-much', number, times(4)), 429, 'TOO_MANY_REQUESTS');
    expect((await ask(gateway, 'staff-some', number, times(3))).status).toBe(200);
    expectTold(await ask(gateway, 'staff-some', number), 429, 'TOO_MANY_REQUESTS');
    const recorded = await withClient(inject('system').facts.databases.gateway.owner, async (client) => {
      const sql = `SELECT DISTINCT staff_subject FROM release_record WHERE staff_subject IN ('staff-much', 'staff-some')`;
      return (await client.query<{ staff_subject: string }>(sql)).rows;
    });
    expect(recorded).toEqual([{ staff_subject: 'staff-some' }]);
  });

  it('is told so of files too', async () => {
    const headers = {
      authorization: `Bearer ${inject('system').tokens['analyst'] ?? ''}`,
      'samsyn-purpose': 'STATISTICS',
    };
    const fetchFile = (): Promise<Response> => fetch(`${gateway.url}/aggregates/releases/no-such/json`, { headers });
    for (let time = 0; time < 3; time += 1) expect((await fetchFile()).status).toBe(404);
    const refused = await fetchFile();
    expect([refused.status, await refused.json()]).toMatchObject([
      429,
      { errors: [{ extensions: { code: 'TOO_MANY_REQUESTS', seconds: Number(refused.headers.get('retry-after')) } }] },
    ]);
  });
});

describe('a person of staff who takes much', () => {
  let gateway: AnotherGateway;
  beforeAll(async () => {
    gateway = await startAnotherGateway({ LIMIT_ACTOR_PER_MINUTE: '11', LIMIT_ACTOR_AT_ONCE: '2' });
  });
  afterAll(() => gateway.stop());

  it('has a place until an answer is read, or given up', async () => {
    const { ref } = personAs('knownToAll');
    const texts = Array.from({ length: 10 }, (_, at) => `t${at}: facts`).join(' ');
    const reports = Array.from({ length: 10 }, (_, at) => `r${at}: concernReports { ${texts} }`).join(' ');
    const query = `query ($refs: [ID!]!) { individuals(refs: $refs) { socialtjanst { ${reports} } } }`;
    const init = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${inject('system').tokens['caseworker'] ?? ''}`,
        'samsyn-purpose': 'OWN_AGENCY',
      },
    };
    const large = JSON.stringify({ query, variables: { refs: Array.from({ length: 100 }, () => ref) } });
    const url = `${gateway.url}/graphql`;
    const unread = [await fetch(url, { ...init, body: large }), await fetch(url, { ...init, body: large })];
    expect(unread.map(({ status }) => status)).toEqual([200, 200]);
    const next = async (): Promise<number> =>
      (await fetch(url, { ...init, body: JSON.stringify({ query: WHO }) })).status;
    expect(await next()).toBe(429);
    expect((await unread[0]?.text())?.length).toBeGreaterThan(10_000_000);
    await expect.poll(next).toBe(200);
    await unread[1]?.body?.cancel();
  });

  it('has asked ten times for each picture of a release, since drawing holds up the process', async () => {
    const { result } = await askInflow();
    const take = async (format: string): Promise<number> => {
      const path = `/aggregates/releases/${result?.release?.id ?? ''}/${format}`;
      return (await fetch(`${gateway.url}${path}`, { headers: analyst() })).status;
    };
    expect(await take('png')).toBe(200);
    expect(await take('json')).toBe(200);
    expect(await take('json')).toBe(429);
  });
});

describe('a gateway whose agencies hang', () => {
  let gateway: AnotherGateway;
  let hanging: Server;
  let asked = 0;

  beforeAll(async () => {
    hanging = createServer(() => {
      asked += 1;
    }).listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    const address = hanging.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/graphql`;
    gateway = await startAnotherGateway({
      AGENCY_URLS: JSON.stringify({ police: url, socialtjanst: url, school: url }),
      AGENCY_TIMEOUT_MS: '5000',
      LIMIT_ACTOR_AT_ONCE: '2',
      LIMIT_AT_ONCE: '3',
    });
  });
  afterAll(async () => {
    await gateway.stop();
    hanging.closeAllConnections();
    hanging.close();
  });

  it('takes on so much of one person and so much in all, stays in good health, and takes on again', async () => {
    const { number } = personAs('knownToAll');
    const first = [ask(gateway, 'staff-a', number), ask(gateway, 'staff-a', number)];
    await expect.poll(() => asked).toBe(2);
    expectTold(await ask(gateway, 'staff-a', number), 429, 'TOO_MANY_REQUESTS');
    const other = ask(gateway, 'staff-b', number);
    await expect.poll(() => asked).toBe(3);
    expectTold(await ask(gateway, 'staff-c'), 503, 'OVERLOADED');
    for (const path of ['/health/live', '/health/ready'])
      expect((await fetch(`${gateway.url}${path}`)).status).toBe(200);
    for (const answer of await Promise.all([...first, other])) {
      expect([answer.status, answer.body.extensions?.missing]).toEqual([200, ['police']]);
    }
    expect((await ask(gateway, 'staff-c')).body.data).toEqual({ me: { role: 'police.investigator' } });
  });
});
