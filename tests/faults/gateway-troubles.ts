import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import type { ErrorCode } from '../../schema/error-catalogue.ts';
import { brokenDatabase } from './broken-database.ts';
import { DRAIN_MS, type FaultySystem } from './faulty-system.ts';
import { ask, type Question } from './questions.ts';
import { until } from './until.ts';
import type { Observed, Watch } from './watch.ts';

/** What is wrong with an agency all the while: nothing, where it names none. */
export interface Meanwhile {
  readonly faulty: readonly Agency[];
  readonly codes: readonly ErrorCode[];
}

/** What befalls the gateway, or what it stands on, while it is asked. */
export interface GatewayTrouble {
  readonly name: string;
  /** What a client sees meanwhile, and how it ends: the words of the matrix. */
  readonly seen: string;
  readonly recovers: string;
  /** Whether it is of the shared store, which is not installed everywhere. */
  readonly needsStore?: boolean;
  /** Lets it befall under load, takes it away, and expects what must be so. */
  readonly run: (system: FaultySystem, watch: Watch, meanwhile: Meanwhile) => Promise<void>;
}

const RECORD = 'samsyn_gateway';
const TIMES = 3;
/** Requests, after which the clients are well under way. */
export const ENOUGH = 6;
/** How long before the gateway closes the last requests come. */
const LAST_MOMENT_MS = 1_000;
/** Longer than that, and not so long that an agency is given up. */
const SLOW_MS = 1_200;
/** How long clients go on sending after they were told to go elsewhere. */
const STUBBORN_MS = 300;

export const GATEWAY_TROUBLES: readonly GatewayTrouble[] = [
  {
    name: 'SIGTERM under load',
    seen: 'every request is answered whole, those under way too; readiness says 503 first',
    recovers: 'the process ends with status 0; another one takes over',
    run: stopUnderLoad,
  },
  {
    name: 'kill -9 under load',
    seen: 'the connection breaks; whatever was answered is on record',
    recovers: 'a new process goes on with the chain, which is whole',
    run: killUnderLoad,
  },
  {
    name: 'PostgreSQL is restarted',
    seen: '503 `RECORD_UNAVAILABLE`, or an answer that names the agencies that are missing',
    recovers: 'by itself',
    run: restartDatabase,
  },
  {
    name: 'the disk of the record is full',
    seen: '503 `RECORD_UNAVAILABLE`, no data',
    recovers: 'by itself',
    run: fillDisk,
  },
  {
    name: 'the record takes no writes',
    seen: '503 `RECORD_UNAVAILABLE`, no data',
    recovers: 'by itself',
    run: refuseWrites,
  },
  {
    name: 'the issuer and its keys are away',
    seen: 'who is signed in goes on, for as long as the keys are kept; then 503 `ISSUER_UNAVAILABLE`',
    recovers: 'by itself',
    run: withoutIssuer,
  },
  {
    name: 'the issuer changes its keys',
    seen: 'tokens of both keys are answered whole',
    recovers: 'nothing breaks',
    run: rotateKeys,
  },
];

/** Clients like a balancer's: they send for as long as the gateway says that it is ready, and a little longer. */
async function stopUnderLoad(system: FaultySystem, watch: Watch, meanwhile: Meanwhile): Promise<void> {
  const { local, proxies, notices } = system;
  const load = watch.begin();
  await until(() => load.answered() > ENOUGH);
  const told = Date.now();
  local.kill('gateway', 'SIGTERM');
  const said = new Set<string>();
  await until(async () => {
    said.add(await readiness(local.urls.gateway));
    return said.has('503 draining');
  });
  await sleep(STUBBORN_MS);
  const sent = await load.end();
  // Under way while the gateway closes: an agency that takes its time.
  await proxies.socialtjanst.break({
    passOn: (response, { status, headers, body }) => {
      setTimeout(() => response.writeHead(status, headers).end(body), SLOW_MS);
    },
  });
  await sleep(Math.max(0, told + DRAIN_MS - LAST_MOMENT_MS - Date.now()));
  const late = await watch.load(1);
  await until(() => local.pids().gateway === undefined);
  await proxies.socialtjanst.lift();
  const observed = [...sent, ...late];
  expect(observed.map(({ asked }) => asked?.status ?? 'broken').filter((status) => status !== 200)).toEqual([]);
  await expectNothingElse(observed, watch, meanwhile);
  expect([...said].filter((word) => !['200 ready', '503 draining'].includes(word))).toEqual([]);
  expect(notices.at(-1)).toMatch(/^gateway ended by itself/);
  await local.restart('gateway');
}

async function readiness(url: string): Promise<string> {
  const response = await fetch(`${url}/health/ready`);
  const { status } = (await response.json()) as { readonly status: string };
  return `${response.status} ${status}`;
}

async function killUnderLoad({ local }: FaultySystem, watch: Watch, meanwhile: Meanwhile): Promise<void> {
  const load = watch.begin();
  await until(() => load.answered() > ENOUGH);
  local.kill('gateway', 'SIGKILL');
  await until(() => local.pids().gateway === undefined);
  const observed = await load.end();
  await expectNothingElse(observed, watch, meanwhile);
  await local.restart('gateway');
}

async function restartDatabase({ local }: FaultySystem, watch: Watch, { codes: known }: Meanwhile): Promise<void> {
  const load = watch.begin();
  await until(() => load.answered() > ENOUGH);
  await local.restart('postgres');
  const observed = await load.end();
  const codes = await watch.expectTruth(observed, AGENCIES);
  expect(['RECORD_UNAVAILABLE', ...AWAY, ...known]).toEqual(expect.arrayContaining([...codes]));
  expect(observed.every(({ asked }) => asked !== null)).toBe(true);
}

const AWAY: readonly string[] = ['AGENCY_UNAVAILABLE', 'AGENCY_TIMEOUT', 'AGENCY_ERROR'];

function fillDisk({ local }: FaultySystem, watch: Watch, meanwhile: Meanwhile): Promise<void> {
  const database = brokenDatabase(local, RECORD);
  return withoutRecord(watch, meanwhile, {
    befall: () => database.fill('release_record'),
    lift: () => database.empty('release_record'),
  });
}

function refuseWrites({ local }: FaultySystem, watch: Watch, meanwhile: Meanwhile): Promise<void> {
  const database = brokenDatabase(local, RECORD);
  return withoutRecord(watch, meanwhile, {
    befall: () => database.makeReadOnly(true),
    lift: () => database.makeReadOnly(false),
  });
}

interface Away {
  readonly befall: () => Promise<void>;
  readonly lift: () => Promise<void>;
}

/** Nothing is answered while the record cannot be written. */
async function withoutRecord(watch: Watch, { faulty }: Meanwhile, { befall, lift }: Away): Promise<void> {
  await befall();
  const observed = await watch.load(TIMES);
  await lift();
  expect(new Set(observed.map(({ asked }) => asked?.status))).toEqual(new Set([503]));
  expect(await watch.expectTruth(observed, faulty)).toEqual(new Set(['RECORD_UNAVAILABLE']));
}

async function withoutIssuer({ local }: FaultySystem, watch: Watch, meanwhile: Meanwhile): Promise<void> {
  local.kill('identity-provider', 'SIGKILL');
  await until(() => local.pids()['identity-provider'] === undefined);
  const observed = await watch.load(TIMES);
  await local.restart('identity-provider');
  expect(answeredOf(observed)).toHaveLength(observed.length);
  await expectNothingElse(observed, watch, meanwhile);
}

/** The new key is published beside the old one, and signs; clients with old tokens go on. */
async function rotateKeys(system: FaultySystem, watch: Watch, meanwhile: Meanwhile): Promise<void> {
  const { local, tokens } = system;
  const load = watch.begin();
  await system.rotateKeys();
  const token = await fetchToken({ issuer: local.urls['identity-provider'], username: 'caseworker' });
  expect(keyOf(token)).not.toBe(keyOf(tokens.caseworker));
  await until(async () => (await ask({ ...system, tokens: { ...tokens, caseworker: token } }, ME))?.status === 200);
  const observed = await load.end();
  expect(answeredOf(observed)).toHaveLength(observed.length);
  await expectNothingElse(observed, watch, meanwhile);
}

const ME: Question = {
  name: 'who one is',
  ...{ username: 'caseworker', purpose: 'SIG', query: '{ me { role } }', variables: {} },
};

function keyOf(token: string): unknown {
  return (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { readonly kid?: unknown }).kid;
}

/** The truth, and no trouble but that which an agency has meanwhile. */
export async function expectNothingElse(
  observed: readonly Observed[],
  watch: Watch,
  meanwhile: Meanwhile,
): Promise<void> {
  const seen = await watch.expectTruth(observed, meanwhile.faulty);
  expect([...meanwhile.codes]).toEqual(expect.arrayContaining([...seen]));
}

export function answeredOf(observed: readonly Observed[]): readonly Observed[] {
  return observed.filter(({ asked }) => asked?.status === 200);
}
