import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import type { LocalSystem } from '../../gateway/local/local-system.ts';
import { createPorts, type PortHolder, type ProcessName } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import type { HttpAnswer } from './ask.ts';
import { expectNothingInside } from './leaks.ts';
import { findFreePorts } from '../gateway/local/find-free-ports.ts';
import { withoutDatabase } from './without-database.ts';
import { makeDataPlace } from './data-place.ts';

const TOWN = { seed: 'faults', people: 40, today: new Date().toISOString().slice(0, 10) } as const;
const DEADLINE_MS = 1_000;
/** Planning, the other agencies and a busy machine. */
const SLACK_MS = 3_000;
const RECOVERY = { timeout: 30_000, interval: 250 } as const;

const QUERY = `query ($pin: String!) {
  individual(personalIdentityNumber: $pin) {
    police { seriousTalks { plannedFor } protectedMarking isKnown }
    socialtjanst { isKnown name }
    school { protectedMarking protectedContact grades { grade } }
  }
}`;

interface Answered extends HttpAnswer {
  readonly milliseconds: number;
}

let directory = '';
let system: LocalSystem;
let token = '';
let pin = '';
let name = '';
/** What is answered when nothing is wrong. */
let whole: Answered;

beforeAll(async () => {
  directory = makeDataPlace('faults');
  system = await startSystem({
    dataDirectory: join(directory, 'data'),
    ports: createPorts(await findFreePorts()),
    ...TOWN,
    extraSettings: { gateway: { AGENCY_TIMEOUT_MS: String(DEADLINE_MS) } },
  });
  token = await fetchToken({ issuer: system.urls['identity-provider'], username: 'caseworker' });
  const town = createTown(TOWN);
  const person = town.person(town.cast.knownToAll);
  pin = person.number ?? '';
  name = person.familyName;
  whole = await askWhole();
  expect(whole.body.errors).toBeUndefined();
  expect(whole.text).toContain(name);
});

afterEach(async () => {
  for (const process of ['postgres', 'police', 'socialtjanst', 'school', 'identity-provider', 'gateway'] as const) {
    if (system.pids()[process] === undefined) await system.restart(process);
  }
  await expect.poll(async () => (await askWhole()).body.data, RECOVERY).toEqual(whole.body.data);
});

afterAll(async () => {
  await system.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function askWhole(bearer = token): Promise<Answered> {
  const started = performance.now();
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${bearer}`,
      'samsyn-purpose': 'SIG',
      'samsyn-case': 'SN 2026/1',
    },
    body: JSON.stringify({ query: QUERY, variables: { pin } }),
  });
  const text = await response.text();
  const milliseconds = performance.now() - started;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: JSON.parse(text) as HttpAnswer['body'],
    milliseconds,
  };
}

async function killHard(victim: PortHolder): Promise<void> {
  system.kill(victim, 'SIGKILL');
  await expect.poll(() => system.pids()[victim], { timeout: 10_000, interval: 20 }).toBeUndefined();
}

async function isReady(process: ProcessName): Promise<boolean> {
  const response = await fetch(`${system.urls[process]}/health/ready`).catch(() => null);
  return response?.status === 200;
}

/** Expects that just this agency is missing, that it is said so, and that everything else is as always. */
function expectOnlyMissing(answer: Answered, agency: Agency, code: string): void {
  expect(answer.status).toBe(200);
  const individual = whole.body.data?.['individual'] as Readonly<Record<string, unknown>>;
  expect(answer.body.data).toEqual({ individual: { ...individual, [agency]: null } });
  expect(answer.body.errors).toEqual([
    { message: expect.stringContaining(agency) as string, path: ['individual', agency], extensions: { code, agency } },
  ]);
  expect(answer.body.extensions?.missing).toEqual([agency]);
  // What only the missing agency could tell, of what it would withhold too, is missing with it.
  const told = (whole.body.extensions?.withheld ?? []).filter(({ path }) => !path.includes(agency));
  expect(answer.body.extensions?.withheld).toEqual(told);
  expectNothingInside(answer.text, pin);
}

describe('when an agency is killed', () => {
  it.each(AGENCIES)('the answer says that %s is missing and keeps the rest, until it is back', async (agency) => {
    await killHard(agency);
    expectOnlyMissing(await askWhole(), agency, 'AGENCY_UNAVAILABLE');
    for (const other of AGENCIES.filter((one) => one !== agency)) expect(await isReady(other)).toBe(true);
    const gateway = system.pids().gateway;
    await system.restart(agency);
    await expect.poll(async () => (await askWhole()).body.data, RECOVERY).toEqual(whole.body.data);
    expect((await askWhole()).body.extensions?.missing).toBeUndefined();
    expect(system.pids().gateway).toBe(gateway);
  });

  it('and all of them are, even a gateway that starts just then says so, and finds them when they are back', async () => {
    for (const agency of AGENCIES) await killHard(agency);
    await system.restart('gateway');
    const { status, body } = await askWhole();
    expect(status).toBe(200);
    expect(body.data).toEqual({ individual: { police: null, socialtjanst: null, school: null } });
    expect(body.errors?.map(({ path }) => path?.at(-1))).toEqual([...AGENCIES]);
    expect(body.extensions?.missing?.toSorted()).toEqual([...AGENCIES].toSorted());
    await Promise.all(AGENCIES.map((agency) => system.restart(agency)));
    await expect.poll(async () => (await askWhole()).body.data, RECOVERY).toEqual(whole.body.data);
  });
});

describe('when an agency hangs', () => {
  it.each(AGENCIES)(
    '%s is missing at the deadline, the rest is there, and it is used again when it goes on',
    async (agency) => {
      system.kill(agency, 'SIGSTOP');
      try {
        const answer = await askWhole();
        expectOnlyMissing(answer, agency, 'AGENCY_TIMEOUT');
        expect(answer.milliseconds).toBeGreaterThan(DEADLINE_MS - 100);
        expect(answer.milliseconds).toBeLessThan(DEADLINE_MS + SLACK_MS);
      } finally {
        system.kill(agency, 'SIGCONT');
      }
      await expect.poll(async () => (await askWhole()).body.data, RECOVERY).toEqual(whole.body.data);
    },
  );
});

describe('when the identity provider is killed', () => {
  it('who is signed in goes on, as does a new token that a known key signs; who is not is refused', async () => {
    await killHard('identity-provider');
    expect((await askWhole()).body.data).toEqual(whole.body.data);
    const [key = {}] = system.facts.keys.identityKeys.keys;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      sub: 'staff-caseworker',
      iss: system.urls['identity-provider'],
      aud: 'urn:samsyn:graph',
      iat: now,
      exp: now + 60,
    };
    const role = { samsyn_role: 'socialtjanst.case-worker', samsyn_agency: 'socialtjanst' };
    const fresh = await new SignJWT({ ...claims, ...role })
      .setProtectedHeader({ alg: 'ES256', kid: key.kid ?? '' })
      .sign(await importJWK(key, 'ES256'));
    expect((await askWhole(fresh)).body.data).toEqual(whole.body.data);
    expect((await askWhole('eyJh.eyJh.AAAA')).status).toBe(401);
    await system.restart('identity-provider');
    const renewed = await fetchToken({ issuer: system.urls['identity-provider'], username: 'caseworker' });
    expect((await askWhole(renewed)).body.data).toEqual(whole.body.data);
  });
});

describe('when the gateway is killed', () => {
  it('the agencies and the identity provider go on, and it answers again when it is back', async () => {
    const before = system.pids();
    await killHard('gateway');
    for (const process of [...AGENCIES, 'identity-provider'] as const)
      expect([process, await isReady(process)]).toEqual([process, true]);
    await system.restart('gateway');
    expect((await askWhole()).body.data).toEqual(whole.body.data);
    expect({ ...system.pids(), gateway: 0 }).toEqual({ ...before, gateway: 0 });
  });
});

describe('without the record nothing is answered', () => {
  function expectNoAnswer({ status, headers, text, body }: Answered): void {
    expect([status, body.errors?.map(({ extensions }) => extensions?.['code'])]).toEqual([503, ['RECORD_UNAVAILABLE']]);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    expect(body.data).toBeUndefined();
    expectNothingInside(text, name, pin);
  }

  it('when the database is killed; all find it again when it is back, and none is restarted', async () => {
    const before = system.pids();
    await killHard('postgres');
    await expect
      .poll(
        async () => {
          const answer = await askWhole();
          if (answer.status === 200) expect(answer.body.data).toBeTruthy();
          return answer.status;
        },
        { timeout: 15_000, interval: 100 },
      )
      .toBe(503);
    expectNoAnswer(await askWhole());
    expect(await isReady('gateway')).toBe(false);
    expect(await isReady('police')).toBe(false);
    await system.restart('postgres');
    await expect.poll(async () => (await askWhole()).body.data, RECOVERY).toEqual(whole.body.data);
    expect(await isReady('gateway')).toBe(true);
    expect({ ...system.pids(), postgres: 0 }).toEqual({ ...before, postgres: 0 });
  });

  it('when the gateway’s record alone is gone, though every agency has answered', async () => {
    await withoutDatabase(system.superuserUrl('postgres'), 'samsyn_gateway', async () => {
      expectNoAnswer(await askWhole());
      expectNoAnswer(await askWhole());
      for (const agency of AGENCIES) expect(await isReady(agency)).toBe(true);
    });
  });

  it.each(AGENCIES)('of %s, when its own register and log are gone; the rest of the answer stands', async (agency) => {
    await withoutDatabase(system.superuserUrl('postgres'), `samsyn_${agency}`, async () => {
      const { status, body, text } = await askWhole();
      const individual = whole.body.data?.['individual'] as Readonly<Record<string, unknown>>;
      expect(status).toBe(200);
      expect(body.data).toEqual({ individual: { ...individual, [agency]: null } });
      expect(body.errors?.every(({ extensions }) => extensions?.['agency'] === agency)).toBe(true);
      expect(body.errors?.[0]?.path).toEqual(['individual', agency]);
      expectNothingInside(text, pin);
    });
  });
});
