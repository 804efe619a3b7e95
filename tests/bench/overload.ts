import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { promisify } from 'node:util';
import { format } from 'prettier';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import { createPorts, SERVING_FLAGS } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { AGENCIES } from '../../schema/agency.ts';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { deriveSyntheticRef, parseRefKey } from '../../schema/ref.ts';
import { WIDE_LIMITS } from '../system/wide-limits.ts';
import { cpuTimeOf } from './cpu-time.ts';
import type { LoadOutcome, LoadPlan } from './overload/open-loop.ts';
import { startContender, type Contender } from './start-contender.ts';
import { makeDataPlace } from '../system/data-place.ts';

/**
 * Shows what shedding does for those who are let in: half, once, twice and four times as much is asked as can be answered, whether
 * answers come or not, by a process of its own. Before agencies whose answers are made beforehand, so that it is the gateway that
 * cannot keep up. With the limits as they come, and with nothing learned from turns and queues, one after the other. By hand:
 * `node --import tsx tests/bench/overload.ts`; it writes `tests/bench/overload.md`. `--short` has one round. Linux only.
 */
const PORT = 28_500;
const isShort = process.argv.includes('--short');
const SECONDS = isShort ? 5 : 6;
const ROUNDS = isShort ? 1 : 2;
const TIMES = [0.5, 1, 2, 4] as const;
const CLIENTS_FOR_CAPACITY = 16;
const ROLE = 'socialtjanst.sig-coordinator';
const QUERY = `query ($refs: [ID!]!) { individuals(refs: $refs) { ref
  police { isKnown caseContact { function } incidents { date type area } }
  socialtjanst { measures { type from to } compulsoryCareDecisions { provision decidedAt } }
  school { enrolment { school grade } grades { subject grade } } } }`;
/** All come from one person of staff. */
const { LIMIT_ACTOR_PER_MINUTE, LIMIT_AGENCY_PER_MINUTE, LIMIT_ACTOR_AT_ONCE, LIMIT_AGENCY_AT_ONCE } = WIDE_LIMITS;
const ONE_ACTOR = { LIMIT_ACTOR_PER_MINUTE, LIMIT_AGENCY_PER_MINUTE, LIMIT_ACTOR_AT_ONCE, LIMIT_AGENCY_AT_ONCE };
const { LIMIT_TURN_MS, LIMIT_QUEUE_MS } = WIDE_LIMITS;

const directory = makeDataPlace('overload');
const system = await startSystem({
  ...{ dataDirectory: directory, ports: createPorts(PORT), seed: 'overload', people: 20 },
  today: new Date().toISOString().slice(0, 10),
});
const agencies = await Promise.all(
  AGENCIES.map((name, at) =>
    startContender('tests/bench/gateways/precomputed-agency.ts', { SUBGRAPH: name, PORT: String(PORT + 40 + at) }),
  ),
);
const issuer = system.urls['identity-provider'];
const username = DEMO_STAFF.find(({ role }) => role === ROLE)?.username ?? '';
const token = await fetchToken({ issuer, username });
const ask = {
  headers: {
    ...{ 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` },
    ...{ 'samsyn-purpose': 'SIG', 'samsyn-case': 'SN 2026/1001' },
  },
  body: JSON.stringify({
    query: QUERY,
    variables: { refs: [deriveSyntheticRef(1, parseRefKey(system.facts.keys.refKey))] },
  }),
};

interface Gateway extends Contender {
  readonly name: string;
}

async function startGateway(name: string, at: number, limits: Readonly<Record<string, string>>): Promise<Gateway> {
  const started = await startContender(
    'gateway/main.ts',
    {
      ...system.settings('gateway'),
      ...{ EXPLORER: '', LOG_LEVEL: 'info', RECORD_CHAIN: `overload-${at}`, PORT: String(PORT + 50 + at) },
      AGENCY_URLS: JSON.stringify(Object.fromEntries(AGENCIES.map((agency, to) => [agency, agencies[to]?.url]))),
      ...ONE_ACTOR,
      ...limits,
    },
    { args: ['serve'], flags: SERVING_FLAGS },
  );
  return { ...started, name };
}

/** What one load showed. */
interface Seen extends LoadOutcome {
  readonly times: number;
  readonly perSecond: number;
  /** Of the gateway, all of it, by requests, ms. */
  readonly cpuMs: number;
}

const run = promisify(execFile);

async function load(gateway: Gateway, how: LoadPlan['load'], seconds = SECONDS): Promise<Omit<Seen, 'times'>> {
  const plan: LoadPlan = { origin: new URL(gateway.url).origin, ...ask, seconds, load: how };
  const before = cpuTimeOf(gateway.pid);
  const args = ['--import', 'tsx', 'tests/bench/overload/open-loop.ts', JSON.stringify(plan)];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  const outcome = JSON.parse(stdout) as LoadOutcome;
  const asked = outcome.answeredMs.length + outcome.shedMs.length + outcome.faults.length;
  return { ...outcome, perSecond: asked / seconds, cpuMs: (cpuTimeOf(gateway.pid) - before) / asked };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const HEAD =
  'asked, of capacity | answered a second | p50 ms | p95 ms | p95, of once | shed | p95 ms of shed | faults | health p95 ms';

function row(name: string, seen: readonly Seen[], once: number): string {
  const all = <Key extends 'answeredMs' | 'shedMs' | 'healthMs' | 'faults'>(key: Key): Seen[Key][number][] =>
    seen.flatMap((outcome) => outcome[key] as Seen[Key][number][]);
  const [answered, shed, health] = [all('answeredMs'), all('shedMs'), all('healthMs')] as number[][] as [
    number[],
    number[],
    number[],
  ];
  const faults = all('faults');
  const asked = answered.length + shed.length + faults.length;
  const sick = seen.reduce((sum, { sickAnswers }) => sum + sickAnswers, 0);
  const cells = [
    name,
    `${seen[0]?.times ?? ''} ×`,
    (answered.length / (SECONDS * seen.length)).toFixed(0),
    quantile(answered, 0.5).toFixed(0),
    quantile(answered, 0.95).toFixed(0),
    (quantile(answered, 0.95) / once).toFixed(1),
    `${((100 * shed.length) / asked).toFixed(0)} %`,
    shed.length === 0 ? '–' : quantile(shed, 0.95).toFixed(0),
    faults.length,
    `${quantile(health, 0.95).toFixed(0)}${sick === 0 ? '' : `, ${sick} refused`}`,
  ];
  if (faults.length > 0) process.stderr.write(`${name}: ${faults[0]}\n`);
  return `| ${cells.join(' | ')} |`;
}

const learned = await startGateway('as it comes', 0, {});
const unlearned = await startGateway('nothing learned', 1, { LIMIT_TURN_MS, LIMIT_QUEUE_MS });
const gateways = [learned, unlearned];
try {
  const capacities: number[] = [];
  for (const gateway of gateways) await load(gateway, { clients: CLIENTS_FOR_CAPACITY });
  for (let round = 0; round < ROUNDS; round += 1) {
    const { answeredMs } = await load(unlearned, { clients: CLIENTS_FOR_CAPACITY });
    capacities.push(answeredMs.length / SECONDS);
  }
  const capacity = Math.max(...capacities);
  const seen = new Map<string, Seen[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const times of TIMES) {
      for (const gateway of gateways) {
        const outcome = await load(gateway, { perSecond: capacity * times });
        const key = `${gateway.name} ${times}`;
        seen.set(key, [...(seen.get(key) ?? []), { ...outcome, times }]);
        process.stderr.write(`${row(gateway.name, [{ ...outcome, times }], Number.NaN)}\n`);
      }
    }
  }
  const rows = gateways.flatMap(({ name }) => {
    const once = quantile(
      (seen.get(`${name} 1`) ?? []).flatMap(({ answeredMs }) => answeredMs),
      0.95,
    );
    return TIMES.map((times) => row(name, seen.get(`${name} ${times}`) ?? [], once));
  });
  const shedder = await startGateway('sheds all', 2, { LIMIT_HEAP_MIB: '64' });
  gateways.push(shedder);
  await load(shedder, { perSecond: capacity }, 3);
  const shed = await load(shedder, { perSecond: capacity * 2 });
  const answered = await load(learned, { perSecond: capacity * 0.5 });
  const table = [
    `| limits | ${HEAD} |`,
    `| --- |${' --- |'.repeat(HEAD.split('|').length)}`,
    ...rows,
    `\nCapacity: ${capacity.toFixed(0)} answers a second, ${CLIENTS_FOR_CAPACITY} clients at once. ${ROUNDS} rounds of ${SECONDS} s each.`,
    `\nCPU of the gateway: ${answered.cpuMs.toFixed(2)} ms a request at half of capacity, ${shed.cpuMs.toFixed(2)} ms a request where all ${shed.shedMs.length} are shed.`,
    `\n${cpus().length} cores (${cpus()[0]?.model ?? ''}), which the gateway shares with the asker, the agencies and the record, load ${loadavg()[0]?.toFixed(1) ?? ''}, Node.js ${process.version}.\n`,
  ].join('\n');
  const text = await format(table, { parser: 'markdown', printWidth: 120 });
  writeFileSync(new URL('overload.md', import.meta.url), text);
  process.stdout.write(`\n${text}`);
} finally {
  for (const started of [...gateways, ...agencies]) started.stop();
  await system.stop();
  rmSync(directory, { recursive: true, force: true });
}
