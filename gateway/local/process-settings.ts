import { AGENCIES, type Agency } from '../../schema/agency.ts';
import type { AllDatabaseUrls } from './databases.ts';
import type { SystemKeys } from './keys.ts';
import { LOOPBACK } from './ports.ts';

/** Every process of the system but the database, in the order in which they are told of. */
export const PROCESS_NAMES = ['gateway', 'identity-provider', ...AGENCIES] as const;

export type ProcessName = (typeof PROCESS_NAMES)[number];

export type PortHolder = ProcessName | 'postgres';

export type Ports = Readonly<Record<PortHolder, number>>;

/** What a process is started to do. */
export type Task = 'serve' | 'migrate' | 'fill';

/** Environment variables by name. */
export type Settings = Readonly<Record<string, string>>;

/** How far the other ports lie from the gateway's. */
const PORT_OFFSETS: Ports = {
  gateway: 0,
  police: 1,
  socialtjanst: 2,
  school: 3,
  'identity-provider': 10,
  postgres: 32,
};

/** What all settings follow from. */
export interface SystemFacts {
  readonly ports: Ports;
  readonly databases: AllDatabaseUrls;
  readonly keys: SystemKeys;
  /** The test number of somebody whom all agencies know, for the explorer's examples; null until the town is there. */
  readonly example?: string | null;
}

/** The ports that follow from the gateway's. */
export function createPorts(gateway: number): Ports {
  return Object.fromEntries(Object.entries(PORT_OFFSETS).map(([name, offset]) => [name, gateway + offset])) as Record<
    PortHolder,
    number
  >;
}

/** Where each process listens. */
export function createUrls(ports: Ports): Readonly<Record<ProcessName, string>> {
  return Object.fromEntries(PROCESS_NAMES.map((name) => [name, `http://${LOOPBACK}:${ports[name]}`])) as Record<
    ProcessName,
    string
  >;
}

/**
 * The settings with which a process does a task, and no more: a serving process never holds the login that can change its tables, nor
 * a serving agency the key of refs. A process refuses settings that are not its own.
 */
export function createSettings(name: ProcessName, task: Task, facts: SystemFacts): Settings {
  const common = { NODE_ENV: 'development', LOG_LEVEL: 'info' };
  // There is no balancer here that must notice first.
  const listening = { ...common, DRAIN_MS: '0', HOST: LOOPBACK, PORT: String(facts.ports[name]) };
  if (name === 'identity-provider') return { ...listening, ...identityProviderSettings(facts) };
  const { owner, app } = facts.databases[name];
  if (task === 'migrate') return { ...common, OWNER_DATABASE_URL: owner };
  if (task === 'fill') return { ...common, OWNER_DATABASE_URL: owner, REF_KEY: facts.keys.refKey };
  const serving = { ...listening, DATABASE_URL: app, TOKEN_ISSUERS: tokenIssuers(facts.ports) };
  if (name === 'gateway') return { ...serving, ...gatewaySettings(facts) };
  return { ...serving, ...agencySettings(name, facts), ...(name === 'socialtjanst' ? consentSettings(facts) : {}) };
}

/**
 * What the gateway and the agencies that serve are started with besides. A list of a hundred persons is thousands of objects that live
 * for one answer: a larger young generation lets most of them die there, and on the few cores that a process has, threads that collect
 * side by side cost more than they save. Together a third of what a list costs the gateway and a quarter of what it costs an agency, for
 * 50 to 100 MB. A young generation that shrank in a pause of some seconds grows back by keeping what is about to die: the least is what
 * saves an eighth of a list's cost where requests come now and then.
 */
export const SERVING_FLAGS: readonly string[] = [
  '--min-semi-space-size=32',
  '--max-semi-space-size=64',
  '--no-parallel-scavenge',
];

/** The arguments to Node.js that start a process on a task. */
export function createCommand(name: ProcessName, task: Task): readonly string[] {
  const loader = [...(name !== 'identity-provider' && task === 'serve' ? SERVING_FLAGS : []), '--import', 'tsx'];
  if (name === 'identity-provider') return [...loader, 'gateway/local/identity-provider/main.ts'];
  return [...loader, name === 'gateway' ? 'gateway/main.ts' : `subgraphs/${name}/main.ts`, task];
}

function identityProviderSettings({ ports, keys }: SystemFacts): Settings {
  const urls = createUrls(ports);
  return {
    ISSUER: urls['identity-provider'],
    SIGNING_KEYS: JSON.stringify(keys.identityKeys),
    // People type either name; the explorer is the page that the graph's own address shows to browsers.
    REDIRECT_URIS: JSON.stringify(
      [LOOPBACK, 'localhost'].flatMap((host) =>
        ['graphql', 'aggregates'].map((page) => `http://${host}:${ports.gateway}/${page}`),
      ),
    ),
  };
}

function gatewaySettings({ ports, keys, example }: SystemFacts): Settings {
  const urls = createUrls(ports);
  const agencyUrls = Object.fromEntries(AGENCIES.map((agency: Agency) => [agency, `${urls[agency]}/graphql`]));
  return {
    // Zero egress: the gateway refuses to start without it.
    APOLLO_TELEMETRY_DISABLED: 'true',
    REF_KEY: keys.refKey,
    RECEIPT_PRIVATE_KEY: JSON.stringify(keys.receiptPrivateKey),
    AGENCY_URLS: JSON.stringify(agencyUrls),
    AGENCY_TIMEOUT_MS: '3000',
    EXPLORER: JSON.stringify({
      issuer: urls['identity-provider'],
      clientId: 'samsyn-explorer',
      ...(typeof example === 'string' ? { exampleNumber: example } : {}),
    }),
  };
}

function agencySettings(agency: Agency, { keys, databases }: SystemFacts): Settings {
  return {
    STATISTICS_DATABASE_URL: databases[agency].statistics,
    AGGREGATE_TOKEN_KEY: keys.aggregateTokenKey,
    RECEIPT_KEYS: JSON.stringify(keys.receiptPublicKeys),
    CONSENT_KEYS: JSON.stringify(keys.consentPublicKeys),
  };
}

function consentSettings({ keys }: SystemFacts): Settings {
  return { CONSENT_PRIVATE_KEY: JSON.stringify(keys.consentPrivateKey) };
}

function tokenIssuers(ports: Ports): string {
  const issuer = createUrls(ports)['identity-provider'];
  return JSON.stringify([
    { issuer, jwksUri: `${issuer}/jwks`, audience: 'urn:samsyn:graph', algorithms: ['ES256'], agencies: AGENCIES },
  ]);
}
