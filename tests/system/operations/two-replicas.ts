import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis as Valkey } from 'iovalkey';
import { fetchToken } from '../../../gateway/local/identity-provider/fetch-token.ts';
import type { LocalSystem } from '../../../gateway/local/local-system.ts';
import { createPorts } from '../../../gateway/local/process-settings.ts';
import { startProcess, type RunningProcess } from '../../../gateway/local/running-process.ts';
import { startSystem } from '../../../gateway/local/system.ts';
import { waitUntilReady } from '../../../gateway/local/wait-until-ready.ts';
import { createTown } from '../../../subgraphs/platform/town/create-town.ts';
import { makeCertificate } from '../../faults/make-certificate.ts';
import { freePort } from '../../gateway/local/free-port.ts';
import { startStore, type RunningStore } from '../../gateway/shared-store/start-store.ts';
import type { GraphqlAnswer } from '../ask.ts';
import { findFreePorts } from '../../gateway/local/find-free-ports.ts';
import { startBalancer } from './balancer.ts';
import { makeDataPlace } from '../data-place.ts';

const TOWN = { seed: 'replicas', people: 40, today: new Date().toISOString().slice(0, 10) } as const;
const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const COMMAND = ['--import', 'tsx', 'gateway/main.ts', 'serve'];
const QUERY = `query ($pin: String!) { individual(personalIdentityNumber: $pin) {
  ref police { isKnown } socialtjanst { isKnown name } school { name } } }`;
/** As short as may be set, so that the test need not wait. */
const SHORT = { REVOCATION_LIMIT_MS: '5000', AGENCY_TIMEOUT_MS: '15000' } as const;

export interface Answered {
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly body: GraphqlAnswer;
}

/** Two gateways with one record database and one store, which they reach by TLS and with a password, each with a chain of its own, behind a balancer. */
export interface TwoReplicas {
  readonly system: LocalSystem;
  readonly store: RunningStore;
  /** By which a process reaches the store. */
  readonly storeSettings: Readonly<Record<string, string>>;
  openStore(): Valkey;
  readonly pin: string;
  readonly secondUrl: string;
  second(): RunningProcess;
  /** Another process of the gateway, with these settings in place of the first's; the caller stops it. */
  launch(changes: Readonly<Record<string, string>>): RunningProcess;
  /** The same, once it is ready. */
  start(changes: Readonly<Record<string, string>>): Promise<RunningProcess>;
  startSecond(): Promise<void>;
  tokenOf(username: string): Promise<string>;
  /** Through the balancer unless another address is given; `/graphql` unless another path. */
  ask(token: string, at?: { readonly url?: string; readonly path?: string }): Promise<Answered>;
  /** What both say, asked in turn. */
  askBoth(token: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function startTwoReplicas(): Promise<TwoReplicas> {
  const directory = makeDataPlace('replicas');
  const certificate = makeCertificate();
  const trusted = join(directory, 'trusted.pem');
  writeFileSync(trusted, certificate.cert);
  const store = await startStore(await freePort(), { certificate, password: randomBytes(18).toString('base64url') });
  const storeSettings = { SHARED_STORE_URL: store.url, NODE_EXTRA_CA_CERTS: trusted };
  const shared = { ...SHORT, ...storeSettings };
  const system = await startSystem({
    dataDirectory: join(directory, 'data'),
    ports: createPorts(await findFreePorts()),
    ...TOWN,
    extraSettings: { gateway: { ...shared, RECORD_CHAIN: 'replica-1' } },
  });
  const port = String(await freePort());
  const secondUrl = `http://127.0.0.1:${port}`;
  const launch = (changes: Readonly<Record<string, string>>): RunningProcess => {
    const settings = { ...system.settings('gateway'), ...changes };
    return startProcess({ name: 'gateway', command: COMMAND, settings, directory: PROJECT }, () => undefined);
  };
  const start = async (changes: Readonly<Record<string, string>>): Promise<RunningProcess> => {
    const replica = launch(changes);
    await waitUntilReady(replica, `http://127.0.0.1:${changes['PORT'] ?? ''}`);
    return replica;
  };
  const startSecond = () => start({ RECORD_CHAIN: 'replica-2', PORT: port });
  let second = await startSecond();
  const balancer = await startBalancer([system.urls.gateway, secondUrl]);
  const town = createTown(TOWN);
  const pin = town.person(town.cast.knownToAll).number ?? '';
  const ask: TwoReplicas['ask'] = (token, { url = balancer.url, path = '/graphql' } = {}) =>
    path === '/graphql' ? askGraph(url, { token, pin }) : fetchWith(token, `${url}${path}`);
  return {
    ...{ system, store, storeSettings, pin, secondUrl, launch, start, ask },
    openStore: () => new Valkey(store.url, { tls: { ca: certificate.cert } }),
    second: () => second,
    startSecond: async () => {
      second = await startSecond();
    },
    tokenOf: (username) => fetchToken({ issuer: system.urls['identity-provider'], username }),
    askBoth: async (token) => [(await ask(token)).code, (await ask(token)).code],
    close: async () => {
      await balancer.close();
      await second.stop();
      await system.stop();
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function askGraph(url: string, { token, pin }: { readonly token: string; readonly pin: string }): Promise<Answered> {
  return fetchWith(token, `${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'samsyn-purpose': 'SIG', 'samsyn-case': 'SN 2026/1' },
    body: JSON.stringify({ query: QUERY, variables: { pin } }),
  });
}

async function fetchWith(token: string, url: string, options: RequestInit = {}): Promise<Answered> {
  const headers = { ...(options.headers as Record<string, string> | undefined), authorization: `Bearer ${token}` };
  const response = await fetch(url, { ...options, headers });
  const body = (await response.json()) as GraphqlAnswer;
  const code = body.errors?.[0]?.extensions?.['code'];
  return {
    status: response.status,
    code: typeof code === 'string' ? code : 'OK',
    requestId: response.headers.get('samsyn-request-id') ?? '',
    body,
  };
}
