import { rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { format } from 'prettier';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import { createPorts, SERVING_FLAGS } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { AGENCIES } from '../../schema/agency.ts';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { deriveRef, parseRefKey } from '../../schema/ref.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import { cpuTimeOf } from './cpu-time.ts';
import { startContender, type Contender } from './start-contender.ts';
import { WORKLOADS, type Workload } from './workloads.ts';
import { WIDE_LIMITS } from '../system/wide-limits.ts';
import { makeDataPlace } from '../system/data-place.ts';

/**
 * `npm run bench:agencies`: what the rules and the records cost. CPU time a request, of the gateway and of the agencies, in one run on one
 * machine, contenders in turns; the ratios are what to read. Writes `agencies.md`. Linux only.
 */
const ROUNDS = 5;
const WARMING_ROUNDS = 4;
const AT_ONCE = 4;
const GATEWAY_PORT = 30_000;
const town = { seed: 'bench', people: 2_000, today: new Date().toISOString().slice(0, 10) } as const;

const directory = makeDataPlace('bench');
const system = await startSystem({
  dataDirectory: directory,
  ports: createPorts(GATEWAY_PORT),
  ...town,
  extraSettings: { gateway: WIDE_LIMITS },
});
const pids = system.pids();
const agencyPids = AGENCIES.map((agency) => pids[agency] ?? 0);
const settings = system.settings('gateway');

const flags = SERVING_FLAGS;
const urlsOf = (agencies: readonly Contender[]): string =>
  JSON.stringify(Object.fromEntries(AGENCIES.map((agency, at) => [agency, agencies[at]?.url])));

/** Each agency's schema without shield and row-level security; with receipts, consents and log, or without them as well. */
function startUnguarded(port: number, isLogging: boolean): Promise<readonly Contender[]> {
  return Promise.all(
    AGENCIES.map((agency, at) => {
      const said = isLogging ? system.settings(agency) : {};
      const given = { AGENCY: agency, OWNER_DATABASE_URL: system.facts.databases[agency].owner };
      return startContender(
        'tests/bench/unguarded-agency.ts',
        { ...said, ...given, PORT: String(port + at) },
        { flags },
      );
    }),
  );
}

const unguarded = await startUnguarded(GATEWAY_PORT + 50, false);
const logging = await startUnguarded(GATEWAY_PORT + 55, true);
const beforeLogging = await startContender(
  'tests/bench/gateway-without-record.ts',
  { ...settings, EXPLORER: '', PORT: String(GATEWAY_PORT + 40), AGENCY_URLS: urlsOf(logging) },
  { flags },
);
const plain = await startContender('tests/bench/plain-gateway.ts', {
  APOLLO_TELEMETRY_DISABLED: 'true',
  REF_KEY: system.facts.keys.refKey,
  PORT: String(GATEWAY_PORT + 60),
  AGENCY_URLS: urlsOf(unguarded),
});

interface Measured {
  readonly name: string;
  readonly url: string;
  readonly gateway: number;
  readonly agencies: readonly number[];
}

const ALL = 'all layers';
const WITHOUT_RULES = 'no shield, no row security';
const PLAIN = '@apollo/gateway, nothing on';
const pidsOf = (started: readonly Contender[]): readonly number[] => started.map(({ pid }) => pid);

const contenders: readonly Measured[] = [
  { name: ALL, url: system.graphqlUrl, gateway: pids.gateway ?? 0, agencies: agencyPids },
  { name: WITHOUT_RULES, url: beforeLogging.url, gateway: beforeLogging.pid, agencies: pidsOf(logging) },
  { name: PLAIN, url: plain.url, gateway: plain.pid, agencies: pidsOf(unguarded) },
];

function refsFor({ persons, role }: Workload): readonly string[] {
  const people = createTown(town);
  const key = parseRefKey(system.facts.keys.refKey);
  const refOf = (number: string): string => deriveRef(PersonalIdentityNumber.parse(number, new Date()), key);
  if (persons === 'one') return [refOf(people.person(people.cast.knownToAll).number ?? '')];
  const known = [...people.people()].filter(
    ({ knownTo, number, protectedMarking }) => knownTo.police && number !== null && protectedMarking === null,
  );
  if (known.length < 100) throw new Error(`too few persons for ${role}`);
  return known.slice(0, 100).map(({ number }) => refOf(number ?? ''));
}

interface Cost {
  readonly gateway: number;
  readonly agencies: number;
}

async function measure(contender: Measured, workload: Workload, ask: (url: string) => Promise<void>): Promise<Cost> {
  const agenciesTime = (): number => contender.agencies.reduce((sum, pid) => sum + cpuTimeOf(pid), 0);
  const before = { gateway: cpuTimeOf(contender.gateway), agencies: agenciesTime() };
  for (let sent = 0; sent < workload.requests; sent += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => ask(contender.url)));
  }
  return {
    gateway: (cpuTimeOf(contender.gateway) - before.gateway) / workload.requests,
    agencies: (agenciesTime() - before.agencies) / workload.requests,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function runWorkload(workload: Workload): Promise<string> {
  const username = DEMO_STAFF.find(({ role }) => role === workload.role)?.username ?? '';
  const token = await fetchToken({ issuer: system.urls['identity-provider'], username });
  const body = JSON.stringify({ query: workload.query, variables: { refs: refsFor(workload) } });
  const ask = async (url: string): Promise<void> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'samsyn-purpose': workload.purpose,
        'samsyn-case': 'SN 2026/1001',
      },
      body,
    });
    const answer = (await response.json()) as { errors?: unknown; extensions?: { withheld?: readonly unknown[] } };
    if (answer.errors !== undefined || (answer.extensions?.withheld ?? []).length > 0) {
      throw new Error(`not all was open: ${JSON.stringify(answer).slice(0, 400)}`);
    }
  };
  const costs = new Map<string, Cost[]>(contenders.map(({ name }) => [name, []]));
  const warming = { ...workload, requests: workload.requests * WARMING_ROUNDS };
  for (const contender of contenders) await measure(contender, warming, ask);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const contender of contenders) costs.get(contender.name)?.push(await measure(contender, workload, ask));
  }
  return renderCosts(workload, costs);
}

function renderCosts({ name }: Workload, costs: ReadonlyMap<string, readonly Cost[]>): string {
  const lines = [...costs].map(([contender, all]) => {
    const agencies = all.map((cost) => cost.agencies);
    const spread = Math.max(...agencies) / Math.max(1e-9, Math.min(...agencies));
    const cells = [median(all.map(({ gateway }) => gateway)), median(agencies), spread].map((cell) => cell.toFixed(2));
    return `| ${[contender, ...cells].join(' | ')} |`;
  });
  const costOf = (contender: string): number => median((costs.get(contender) ?? []).map(({ agencies }) => agencies));
  const ratio = (of: string): string => (costOf(ALL) / costOf(of)).toFixed(2);
  const table = ['| | gateway ms | agencies ms | spread |', '|---|---|---|---|', ...lines].join('\n');
  return `${name}\n\n${table}\n\nAgencies, all layers: ${ratio(WITHOUT_RULES)} × the same without shield and row security, ${ratio(PLAIN)} × without receipts, consents and log as well.`;
}

try {
  const parts: string[] = [];
  for (const workload of WORKLOADS) parts.push(await runWorkload(workload));
  parts.push(
    `CPU time a request, all three agencies together; ${ROUNDS} rounds after a warming of each, ${AT_ONCE} requests at once, ${cpus().length} cores (${cpus()[0]?.model ?? ''}), load ${loadavg()[0]?.toFixed(1) ?? ''}, Node.js ${process.version}.\n`,
  );
  const text = await format(parts.join('\n\n'), { parser: 'markdown', printWidth: 120 });
  writeFileSync(new URL('agencies.md', import.meta.url), text);
  process.stdout.write(`\n${text}`);
} finally {
  for (const contender of [plain, beforeLogging, ...logging, ...unguarded]) contender.stop();
  await system.stop();
  rmSync(directory, { recursive: true, force: true });
}
