import { rmSync } from 'node:fs';
import { Client } from 'pg';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import { createPorts } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { loadDefinitions } from '../../policies/aggregates/load-definitions.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { AGENCIES } from '../../schema/agency.ts';
import { parsePeriod } from '../../schema/aggregate-period.ts';
import { cpuTimeOf } from './cpu-time.ts';
import { fillMany, type ManyPersons } from './fill-many.ts';
import { memoryOf, peakOf, resetPeak } from './peak-memory.ts';
import { measurePhases, type Phases } from './run-phases.ts';
import { WIDE_LIMITS } from '../system/wide-limits.ts';
import { makeDataPlace } from '../system/data-place.ts';

/**
 * `npm run bench:aggregates`: one count across three agencies, each of which knows so many persons, four in five of them the same.
 * Time, CPU time and peak memory of a run through the gateway, and the shares of its steps. Linux only; needs about 4 GB of disk.
 */
const SIZES: readonly ManyPersons[] = [
  { people: 10_000, term: '2024-VT' },
  { people: 100_000, term: '2024-HT' },
  { people: 1_000_000, term: '2025-VT' },
];
const GATEWAY_PORT = 31_000;
const PATIENCE_MS = 600_000;
const DEFINITION = 'known-to-three';
const PROCESSES = ['gateway', ...AGENCIES] as const;

const RUN = `query ($period: String!) {
  aggregate(id: "${DEFINITION}", parameters: [{ name: "term", value: $period }]) {
    status
    refusal { message }
    release { tables { total } }
  }
}`;

const directory = makeDataPlace('bench');
const system = await startSystem({
  dataDirectory: directory,
  ports: createPorts(GATEWAY_PORT),
  people: 100,
  extraSettings: { gateway: { ...WIDE_LIMITS, AGGREGATE_TIMEOUT_MS: String(PATIENCE_MS) } },
});
const definition = loadDefinitions(loadPolicySet()).get(DEFINITION);
if (definition === undefined) throw new Error(`there is no definition ${DEFINITION}`);
const pids = system.pids();
const pidOf = (name: (typeof PROCESSES)[number]): number => pids[name] ?? 0;

interface Measured extends ManyPersons {
  readonly seconds: number;
  readonly cpu: Readonly<Record<(typeof PROCESSES)[number], number>>;
  readonly peaks: Readonly<Record<(typeof PROCESSES)[number], number>>;
  readonly before: Readonly<Record<(typeof PROCESSES)[number], number>>;
  readonly total: number;
  readonly phases: Phases;
}

const byProcess = (read: (pid: number) => number): Measured['cpu'] =>
  Object.fromEntries(PROCESSES.map((name) => [name, read(pidOf(name))])) as Measured['cpu'];

async function measure(size: ManyPersons): Promise<Measured> {
  await Promise.all(AGENCIES.map((agency) => fillMany(agency, system.facts.databases[agency].owner, size)));
  const token = await fetchToken({ issuer: system.urls['identity-provider'], username: 'analyst' });
  const period = parsePeriod('term', size.term, new Date());
  if (period === null || definition === undefined) throw new Error(`${size.term} is no term that is over`);
  const phases = await measurePhases(system, { definition, period }, token);
  PROCESSES.forEach((name) => {
    resetPeak(pidOf(name));
  });
  const [before, cpuBefore, started] = [byProcess(memoryOf), byProcess(cpuTimeOf), performance.now()];
  const total = await run(size.term, token);
  const seconds = (performance.now() - started) / 1000;
  const used = byProcess(cpuTimeOf);
  const cpu = Object.fromEntries(PROCESSES.map((name) => [name, used[name] - cpuBefore[name]])) as Measured['cpu'];
  return { ...size, seconds, cpu, before, peaks: byProcess(peakOf), total, phases };
}

async function run(period: string, token: string): Promise<number> {
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'samsyn-purpose': 'STATISTICS',
    },
    body: JSON.stringify({ query: RUN, variables: { period } }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const { data, errors } = (await response.json()) as {
    readonly data?: {
      readonly aggregate: { readonly release: { readonly tables: readonly { total: number }[] } | null };
    };
    readonly errors?: unknown;
  };
  const total = data?.aggregate.release?.tables[0]?.total;
  if (total === undefined) throw new Error(`no release: ${JSON.stringify(errors ?? data)}`);
  return total;
}

/** The second person at the school, whose approval the town leaves out. */
async function approve(): Promise<void> {
  const client = new Client({ connectionString: system.facts.databases.school.owner });
  await client.connect();
  await client.query(
    `INSERT INTO aggregate_approval (at, public_id, definition, digest, staff_subject, role)
     SELECT at, 'bench', definition, digest, 'staff-bench', role FROM aggregate_approval WHERE definition = $1`,
    [DEFINITION],
  );
  await client.end();
}

function print(measured: readonly Measured[]): void {
  const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |\n`;
  const ms = (value: number): string => value.toFixed(0);
  process.stdout.write(row('persons at each', 'in all three', 'wall s', 'CPU s gateway', 'CPU s agencies', 'MB sent'));
  process.stdout.write(row('---', '---', '---', '---', '---', '---'));
  for (const { people, total, seconds, cpu, phases } of measured) {
    const agencies = AGENCIES.reduce((sum, name) => sum + cpu[name], 0) / 1000;
    const figures = [seconds, cpu.gateway / 1000, agencies, phases.megabytes].map((figure) => figure.toFixed(2));
    process.stdout.write(row(people, total, ...figures));
  }
  process.stdout.write(`\n${row('persons at each', ...PROCESSES.map((name) => `${name}, peak (before) MiB`))}`);
  process.stdout.write(row('---', ...PROCESSES.map(() => '---')));
  for (const { people, peaks, before } of measured) {
    process.stdout.write(row(people, ...PROCESSES.map((name) => `${ms(peaks[name])} (${ms(before[name])})`)));
  }
  process.stdout.write(`\n${row('persons at each', 'agencies', 'transfer', 'join', 'protection', 'ms in all')}`);
  process.stdout.write(row('---', '---', '---', '---', '---', '---'));
  for (const { people, phases } of measured) {
    const steps = [phases.agencies, phases.transfer, phases.join, phases.protection];
    const all = steps.reduce((sum, step) => sum + step, 0);
    process.stdout.write(row(people, ...steps.map((step) => `${((step / all) * 100).toFixed(0)} %`), ms(all)));
  }
}

try {
  await approve();
  const measured: Measured[] = [];
  for (const size of SIZES) measured.push(await measure(size));
  print(measured);
} finally {
  await system.stop();
  rmSync(directory, { recursive: true, force: true });
}
