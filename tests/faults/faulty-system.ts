import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import { createSystemKeys } from '../../gateway/local/keys.ts';
import type { LocalSystem } from '../../gateway/local/local-system.ts';
import {
  createCommand,
  createPorts,
  createUrls,
  PROCESS_NAMES,
  type ProcessName,
} from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import type { Town } from '../../subgraphs/platform/town/town.ts';
import { findFreePorts } from '../gateway/local/find-free-ports.ts';
import { freePort } from '../gateway/local/free-port.ts';
import { startStore, STORE_PROGRAM, type RunningStore } from '../gateway/shared-store/start-store.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { makeCertificate } from './make-certificate.ts';
import { makeDataPlace } from '../system/data-place.ts';

const TOWN = { seed: 'fault matrix', people: 60, today: new Date().toISOString().slice(0, 10) } as const;
/** Long enough that no healthy agency misses it on a busy machine. */
const AGENCY_TIMEOUT_MS = 2_000;
/** How long the gateway goes on after SIGTERM. */
export const DRAIN_MS = 4_000;
/** How long an agency does. */
const AGENCY_DRAIN_MS = 300;
/** Longer than PostgreSQL takes to start anew. */
const REVOCATION_LIMIT_MS = 10_000;
const STAFF = ['caseworker', 'sig', 'investigator', 'principal'] as const;

export type Username = (typeof STAFF)[number];

/** The whole system, with a proxy that can break what goes through it between the gateway and each agency. */
export interface FaultySystem {
  readonly local: LocalSystem;
  readonly town: Town;
  readonly proxies: Readonly<Record<Agency, FaultProxy>>;
  readonly tokens: Readonly<Record<Username, string>>;
  /** Which the gateway shares with others; null where none is installed. */
  readonly store: RunningStore | null;
  /** What was said of processes that ended unasked. */
  readonly notices: readonly string[];
  /** Every line that the gateway has logged. */
  readonly logged: readonly string[];
  /** Sets clocks wrong, or right again. */
  setClocks(names: readonly ProcessName[], offsetMs: number): Promise<void>;
  /** Gives everybody of staff a new token. */
  signIn(): Promise<void>;
  /** Starts the identity provider anew, with a new key that signs and the old ones beside it. */
  rotateKeys(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts everything on free ports. The gateway comes to the proxies by TLS. */
export async function startFaultySystem(): Promise<FaultySystem> {
  const directory = makeDataPlace('matrix');
  const ports = createPorts(await findFreePorts());
  const certificate = makeCertificate();
  const trusted = join(directory, 'trusted.pem');
  writeFileSync(trusted, certificate.cert);
  const clockFile = (name: ProcessName): string => join(directory, `clock-${name}`);
  for (const name of PROCESS_NAMES) writeFileSync(clockFile(name), '0');
  const store = STORE_PROGRAM === null ? null : await startStore(await freePort());
  const started = AGENCIES.map(
    async (agency) => [agency, await startFaultProxy(createUrls(ports)[agency], certificate)] as const,
  );
  const proxies = Object.fromEntries(await Promise.all(started)) as Readonly<Record<Agency, FaultProxy>>;
  const urls = Object.fromEntries(AGENCIES.map((agency) => [agency, `${proxies[agency].url}/graphql`]));
  const identityProvider: Record<string, string> = { CLOCK_OFFSET_FILE: clockFile('identity-provider') };
  const notices: string[] = [];
  const logged: string[] = [];
  const local = await startSystem({
    dataDirectory: join(directory, 'data'),
    ports,
    ...TOWN,
    extraSettings: {
      gateway: {
        AGENCY_URLS: JSON.stringify(urls),
        AGENCY_TIMEOUT_MS: String(AGENCY_TIMEOUT_MS),
        DRAIN_MS: String(DRAIN_MS),
        REVOCATION_LIMIT_MS: String(REVOCATION_LIMIT_MS),
        ...(store === null ? {} : { SHARED_STORE_URL: store.url }),
        CLOCK_OFFSET_FILE: clockFile('gateway'),
        NODE_EXTRA_CA_CERTS: trusted,
        // Four people of staff stand for many.
        LIMIT_ACTOR_PER_MINUTE: '100000',
        LIMIT_ACTOR_AT_ONCE: '300',
        // What else this computer does makes the gateway late, and is no load of its own.
        LIMIT_LATENESS_MS: '60000',
      },
      'identity-provider': identityProvider,
      ...Object.fromEntries(
        AGENCIES.map((agency) => [agency, { CLOCK_OFFSET_FILE: clockFile(agency), DRAIN_MS: String(AGENCY_DRAIN_MS) }]),
      ),
    },
    command: (name, task) => [
      ...(task === 'serve' ? ['--import', './tests/faults/settable-clock.mjs'] : []),
      ...createCommand(name, task),
    ],
    onNotice: (sentence) => notices.push(sentence),
    onLog: (name, line) => {
      if (name === 'gateway') logged.push(line);
    },
  });
  const issuer = local.urls['identity-provider'];
  const signingKeys = [...local.facts.keys.identityKeys.keys];
  const tokens = {} as Record<Username, string>;
  const signIn = async (): Promise<void> => {
    for (const username of STAFF) tokens[username] = await fetchToken({ issuer, username });
  };
  await signIn();
  return {
    ...{ local, town: createTown(TOWN), proxies, tokens, store, notices, logged, signIn },
    setClocks: async (names, offsetMs) => {
      for (const name of names) writeFileSync(clockFile(name), String(offsetMs));
      // Read anew every 50 ms.
      await sleep(200);
    },
    rotateKeys: async () => {
      const { identityKeys } = await createSystemKeys();
      signingKeys.unshift(...identityKeys.keys);
      identityProvider['SIGNING_KEYS'] = JSON.stringify({ keys: signingKeys });
      await local.restart('identity-provider');
    },
    stop: async () => {
      await local.stop();
      await Promise.all(AGENCIES.map((agency) => proxies[agency].close()));
      await store?.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
