import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import { createPorts } from '../../gateway/local/process-settings.ts';
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

/**
 * `npm run bench`: what the rules and the records cost. CPU time a request, of the gateway and of the agencies, in one run on one
 * machine, contenders in turns; the ratios are what to read. Linux only.
 */
const ROUNDS = 5;
const AT_ONCE = 4;
const GATEWAY_PORT = 30_000;
const town = { seed: 'bench', people: 2_000, today: new Date().toISOString().slice(0, 10) } as const;

const directory = mkdtempSync(join(tmpdir(), 'samsyn-bench-'));
const system = await startSystem({
  dataDirectory: directory,
  ports: createPorts(GATEWAY_PORT),
  ...town,
  extraSettings: { gateway: WIDE_LIMITS },
});
const pids = system.pids();
const agencyPids = AGENCIES.map((agency) => pids[agency] ?? 0);
const settings = system.settings('gateway');

const withoutRecord = await startContender('tests/bench/gateway-without-record.ts', {
  ...settings,
  EXPLORER: '',
  PORT: String(GATEWAY_PORT + 40),
});
const unguarded = await Promise.all(
  AGENCIES.map((agency, at) =>
    startContender('tests/bench/unguarded-agency.ts', {
      AGENCY: agency,
      OWNER_DATABASE_URL: system.facts.databases[agency].owner,
      PORT: String(GATEWAY_PORT + 50 + at),
    }),
  ),
);
const plain = await startContender('tests/bench/plain-gateway.ts', {
  APOLLO_TELEMETRY_DISABLED: 'true',
  REF_KEY: system.facts.keys.refKey,
  PORT: String(GATEWAY_PORT + 60),
  AGENCY_URLS: JSON.stringify(Object.fromEntries(AGENCIES.map((agency, at) => [agency, unguarded[at]?.url]))),
});

interface Measured {
  readonly name: string;
  readonly url: string;
  readonly gateway: number;
  readonly agencies: readonly number[];
}

const contenders: readonly Measured[] = [
  { name: 'all layers, records on', url: system.graphqlUrl, gateway: pids.gateway ?? 0, agencies: agencyPids },
  { name: 'all layers, gateway record off', url: withoutRecord.url, gateway: withoutRecord.pid, agencies: agencyPids },
  { name: '@apollo/gateway, no rule', url: plain.url, gateway: plain.pid, agencies: unguarded.map(({ pid }) => pid) },
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

async function runWorkload(workload: Workload): Promise<void> {
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
  for (const contender of contenders) await measure(contender, { ...workload, requests: workload.requests / 2 }, ask);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const contender of contenders) costs.get(contender.name)?.push(await measure(contender, workload, ask));
  }
  printTable(workload, costs);
}

function printTable({ name }: Workload, costs: ReadonlyMap<string, readonly Cost[]>): void {
  const middle = [...costs].map(([contender, all]) => ({
    contender,
    gateway: median(all.map(({ gateway }) => gateway)),
    agencies: median(all.map(({ agencies }) => agencies)),
    spread:
      Math.max(...all.map(({ gateway }) => gateway)) / Math.max(1e-9, Math.min(...all.map(({ gateway }) => gateway))),
  }));
  const base = middle.at(-1);
  process.stdout.write(
    `\n${name}\n\n| | gateway ms | ratio | agencies ms | ratio | spread of rounds |\n|---|---|---|---|---|---|\n`,
  );
  for (const { contender, gateway, agencies, spread } of middle) {
    const ratios = [gateway / (base?.gateway ?? 1), agencies / (base?.agencies ?? 1)].map((ratio) => ratio.toFixed(2));
    process.stdout.write(
      `| ${contender} | ${gateway.toFixed(2)} | ${ratios[0] ?? ''} | ${agencies.toFixed(2)} | ${ratios[1] ?? ''} | ${spread.toFixed(2)} |\n`,
    );
  }
}

try {
  for (const workload of WORKLOADS) await runWorkload(workload);
} finally {
  for (const contender of [plain, withoutRecord, ...unguarded] satisfies readonly Contender[]) contender.stop();
  await system.stop();
  rmSync(directory, { recursive: true, force: true });
}
