import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import type { LocalSystem } from '../../gateway/local/local-system.ts';
import { createPorts } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import type { Agency } from '../../schema/agency.ts';
import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { deriveRef, parseRefKey } from '../../schema/ref.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import type { CastRole } from '../../subgraphs/platform/town/town.ts';
import type { GraphqlAnswer } from './ask.ts';
import { consentInput } from './consents.ts';
import { findFreePorts } from '../gateway/local/find-free-ports.ts';
import { WIDE_LIMITS } from './wide-limits.ts';
import { makeDataPlace } from './data-place.ts';

const TOWN = { seed: 'consent faults', people: 40, today: new Date().toISOString().slice(0, 10) } as const;
const DAY_MS = 86_400_000;
const REGISTER =
  'mutation ($input: RegisterConsentInput!) { socialtjanst { registerConsent(input: $input) { id whyNot } } }';
const WITHDRAW =
  'mutation ($input: WithdrawConsentInput!) { socialtjanst { withdrawConsent(input: $input) { closedEverywhereAt } } }';
const INCIDENTS = 'query ($refs: [ID!]!) { individuals(refs: $refs) { police { incidents { date } } } }';

let directory = '';
let system: LocalSystem;
let token = '';

beforeAll(async () => {
  directory = makeDataPlace('consents');
  system = await startSystem({
    dataDirectory: join(directory, 'data'),
    ports: createPorts(await findFreePorts()),
    ...TOWN,
    extraSettings: { gateway: { ...WIDE_LIMITS, AGENCY_TIMEOUT_MS: '3000' } },
  });
  token = await fetchToken({ issuer: system.urls['identity-provider'], username: 'sig' });
});

afterAll(async () => {
  await system.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function ask(query: string, variables: object): Promise<GraphqlAnswer> {
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'samsyn-purpose': 'SIG',
      'samsyn-case': 'SN 2026/1001',
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphqlAnswer;
}

function refOf(part: CastRole): string {
  const town = createTown(TOWN);
  const number = PersonalIdentityNumber.parse(town.person(town.cast[part]).number ?? '', new Date());
  return deriveRef(number, parseRefKey(system.facts.keys.refKey));
}

async function register(ref: string, changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { data, errors } = await ask(REGISTER, { input: consentInput(ref, changes) });
  expect(errors).toBeUndefined();
  return (data as { socialtjanst: { registerConsent: { id: string } } }).socialtjanst.registerConsent.id;
}

async function withdraw(ref: string, consentId: string): Promise<void> {
  const { errors } = await ask(WITHDRAW, { input: { ref, consentId, by: 'CUSTODIAN', reason: 'ångrar sig' } });
  expect(errors).toBeUndefined();
}

async function isOpen(ref: string): Promise<boolean> {
  const { data, errors } = await ask(INCIDENTS, { refs: [ref] });
  expect(errors).toBeUndefined();
  const [person] = data?.['individuals'] as { readonly police: { readonly incidents: unknown } | null }[];
  return (person?.police?.incidents ?? null) !== null;
}

async function kill(agency: Agency): Promise<void> {
  system.kill(agency, 'SIGKILL');
  await expect.poll(() => system.pids()[agency], { timeout: 10_000, interval: 20 }).toBeUndefined();
}

async function change(statement: string, values: readonly unknown[]): Promise<void> {
  const client = new Client({ connectionString: system.superuserUrl('samsyn_socialtjanst') });
  await client.connect();
  await client.query(statement, [...values]);
  await client.end();
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

describe('a withdrawal', () => {
  it('while the holder is down closes there too, on the first request when it is back', async () => {
    const ref = refOf('droppedSuspicion');
    const id = await register(ref);
    expect(await isOpen(ref)).toBe(true);
    await kill('police');
    await withdraw(ref, id);
    await system.restart('police');
    expect(await isOpen(ref)).toBe(false);
  });

  it('is acknowledged though that takes longer than an agency is usually waited for', async () => {
    const ref = refOf('droppedSuspicion');
    const id = await register(ref);
    expect(await isOpen(ref)).toBe(true);
    const started = Date.now();
    await withdraw(ref, id);
    expect(Date.now() - started).toBeGreaterThan(5_000);
  });
});

describe('when socialtjänsten is down', () => {
  it('nothing opens on consent, and it is said why', async () => {
    const ref = refOf('droppedSuspicion');
    const id = await register(ref);
    await kill('socialtjanst');
    const { data, extensions } = await ask(INCIDENTS, { refs: [ref] });
    expect(data).toEqual({ individuals: [{ police: { incidents: null } }] });
    expect(extensions?.missing).toEqual(['socialtjanst']);
    await system.restart('socialtjanst');
    expect(await isOpen(ref)).toBe(true);
    await withdraw(ref, id);
  });
});

describe('a consent ends by itself', () => {
  it('with the social insatsgrupp of its case', async () => {
    const ref = refOf('turned18');
    await register(ref, { caseNumber: 'SN 2026/7001', givers: [{ who: 'YOUNG_PERSON', said: 'YES' }, ...BOTH] });
    expect(await isOpen(ref)).toBe(true);
    await change(
      `INSERT INTO sig_membership (person_ref, case_number, "from", "to", end_reason) VALUES ($1, $2, $3, $4, 'GOAL_MET')`,
      [ref, 'SN 2026/7001', dayFromNow(-40), dayFromNow(-2)],
    );
    expect(await isOpen(ref)).toBe(false);
  });

  it('on the 15th birthday, when the young person has not said yes', async () => {
    const ref = refOf('turns15Soon');
    await change(BORN, [ref, dayFromNow(-14 * 365)]);
    await register(ref, { givers: BOTH });
    expect(await isOpen(ref)).toBe(true);
    await change(BORN, [ref, fifteenYearsAgo()]);
    expect(await isOpen(ref)).toBe(false);
  });
});

const BORN = `INSERT INTO person_birth (person_ref, birth_date) VALUES ($1, $2)
  ON CONFLICT (person_ref) DO UPDATE SET birth_date = excluded.birth_date`;

const BOTH = ['CUSTODIAN', 'OTHER_CUSTODIAN'].map((who) => ({ who, said: 'YES' }));

/** In Sweden; a leap day has its birthday on the 28th in other years. */
function fifteenYearsAgo(): string {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });
  const day = today.endsWith('02-29') ? '02-28' : today.slice(5);
  return `${Number(today.slice(0, 4)) - 15}-${day}`;
}
