import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import { createSystemKeys } from '../../gateway/local/keys.ts';
import type { LocalSystem } from '../../gateway/local/local-system.ts';
import { createCommand, createPorts, createUrls } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { AGENCIES, isAgency, type Agency } from '../../schema/agency.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import type { Town } from '../../subgraphs/platform/town/town.ts';
import { findFreePorts } from '../gateway/local/find-free-ports.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { makeCertificate } from './make-certificate.ts';

const TOWN = { seed: 'fault matrix', people: 60, today: new Date().toISOString().slice(0, 10) } as const;
/** Long enough that no healthy agency misses it on a busy machine. */
const AGENCY_TIMEOUT_MS = 2_000;
/** How long the gateway goes on after SIGTERM. */
export const DRAIN_MS = 4_000;
const STAFF = ['caseworker', 'sig', 'investigator', 'principal'] as const;

export type Username = (typeof STAFF)[number];

/** The whole system, with a proxy that can break what goes through it between the gateway and each agency. */
export interface FaultySystem {
  readonly local: LocalSystem;
  readonly town: Town;
  readonly proxies: Readonly<Record<Agency, FaultProxy>>;
  readonly tokens: Readonly<Record<Username, string>>;
  /** What was said of processes that ended unasked. */
  readonly notices: readonly string[];
  /** Every line that the gateway has logged. */
  readonly logged: readonly string[];
  /** Sets an agency's clock wrong, or right again. */
  setClock(agency: Agency, offsetMs: number): Promise<void>;
  /** Starts the identity provider anew, with a new key that signs and the old one beside it. */
  rotateKeys(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts everything on free ports. Gateway and proxies speak TLS. */
export async function startFaultySystem(): Promise<FaultySystem> {
  const directory = mkdtempSync(join(tmpdir(), 'samsyn-matrix-'));
  const ports = createPorts(await findFreePorts());
  const certificate = makeCertificate();
  const trusted = join(directory, 'trusted.pem');
  writeFileSync(trusted, certificate.cert);
  const clockFile = (agency: Agency): string => join(directory, `clock-${agency}`);
  for (const agency of AGENCIES) writeFileSync(clockFile(agency), '0');
  const started = AGENCIES.map(
    async (agency) => [agency, await startFaultProxy(createUrls(ports)[agency], certificate)] as const,
  );
  const proxies = Object.fromEntries(await Promise.all(started)) as Readonly<Record<Agency, FaultProxy>>;
  const urls = Object.fromEntries(AGENCIES.map((agency) => [agency, `${proxies[agency].url}/graphql`]));
  const identityProvider: Record<string, string> = {};
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
        NODE_EXTRA_CA_CERTS: trusted,
        // Four people of staff stand for many.
        LIMIT_ACTOR_PER_MINUTE: '100000',
        LIMIT_ACTOR_AT_ONCE: '300',
      },
      'identity-provider': identityProvider,
      ...Object.fromEntries(AGENCIES.map((agency) => [agency, { CLOCK_OFFSET_FILE: clockFile(agency) }])),
    },
    command: (name, task) => [
      ...(isAgency(name) && task === 'serve' ? ['--import', './tests/faults/settable-clock.mjs'] : []),
      ...createCommand(name, task),
    ],
    onNotice: (sentence) => notices.push(sentence),
    onLog: (name, line) => {
      if (name === 'gateway') logged.push(line);
    },
  });
  const issuer = local.urls['identity-provider'];
  const tokens = await Promise.all(STAFF.map(async (username) => [username, await fetchToken({ issuer, username })]));
  return {
    local,
    town: createTown(TOWN),
    proxies,
    tokens: Object.fromEntries(tokens) as Record<Username, string>,
    notices,
    logged,
    setClock: async (agency, offsetMs) => {
      writeFileSync(clockFile(agency), String(offsetMs));
      // Read anew every 50 ms.
      await sleep(200);
    },
    rotateKeys: async () => {
      const { identityKeys } = await createSystemKeys();
      identityProvider['SIGNING_KEYS'] = JSON.stringify({
        keys: [...identityKeys.keys, ...local.facts.keys.identityKeys.keys],
      });
      await local.restart('identity-provider');
    },
    stop: async () => {
      await local.stop();
      await Promise.all(AGENCIES.map((agency) => proxies[agency].close()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
