import { WIDE_LIMITS } from '../system/wide-limits.ts';
import { rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { createPorts } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { AGENCIES } from '../../schema/agency.ts';
import { runAudit } from '../system/run-audit.ts';
import { outsideSockets } from '../system/operations/outside-sockets.ts';
import { memoryOf } from './peak-memory.ts';
import { createSoakAsker, type SoakAsker } from './soak-asker.ts';
import { isFlat, slopeOf, type Sample } from './soak-memory.ts';
import { bytesAnEntry, countUnrecorded } from './soak-record.ts';
import { makeDataPlace } from '../system/data-place.ts';

/**
 * `npm run soak -- --minutes 30`: half of what the system can do, for as long as is wished, and then: is memory flat, was nothing
 * refused, is every answer on record, do gateway and agencies tell the same story, and did no socket lead out? Writes what it found to
 * `tests/bench/soak.md`. Linux only.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, people: { type: 'string', default: '2000' } },
});
const MINUTES = Number(values.minutes);
const PORT = 31_000;
const AT_ONCE = 12;
const WARM_MS = 15_000;
const CAPACITY_MS = 20_000;
const SAMPLE_EVERY_MS = 5_000;
const PROCESSES = ['gateway', ...AGENCIES] as const;

const directory = makeDataPlace('soak');
const system = await startSystem({
  dataDirectory: directory,
  ports: createPorts(PORT),
  people: Number(values.people),
  seed: 'soak',
  // A handful of demo users stand for the staff of three agencies.
  extraSettings: {
    gateway: { ...WIDE_LIMITS, AGENCY_TIMEOUT_MS: '15000' },
  },
});

/** As fast as so many clients at once get answers. Requests a second. */
async function findCapacity(asker: SoakAsker, ms: number): Promise<number> {
  const until = performance.now() + ms;
  const before = asker.told().answered;
  const client = async (): Promise<void> => {
    while (performance.now() < until) await asker.ask();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return ((asker.told().answered - before) * 1000) / ms;
}

/** Asks at a steady rate, whether answers have come or not. */
async function askSteadily(asker: SoakAsker, perSecond: number, ms: number): Promise<void> {
  const started = performance.now();
  const underWay = new Set<Promise<void>>();
  let sent = 0;
  while (performance.now() - started < ms) {
    const due = Math.floor(((performance.now() - started) * perSecond) / 1000);
    for (; sent < due; sent += 1) {
      const asked: Promise<void> = asker.ask().finally(() => underWay.delete(asked));
      underWay.add(asked);
    }
    await sleep(5);
  }
  await Promise.all(underWay);
}

const report: string[] = [];

function print(line: string): void {
  process.stdout.write(`${line}\n`);
  report.push(line);
}

function sampleMemory(samples: Map<string, Sample[]>, outside: Set<string>, startedMs: number): void {
  const pids = system.pids();
  const minutes = (performance.now() - startedMs) / 60_000;
  for (const name of PROCESSES) samples.get(name)?.push({ minutes, mebibytes: memoryOf(pids[name] ?? 0) });
  for (const told of outsideSockets(Object.values(pids))) outside.add(told);
}

async function soak(): Promise<boolean> {
  const asker = await createSoakAsker(system);
  await findCapacity(asker, WARM_MS);
  const capacity = await findCapacity(asker, CAPACITY_MS);
  print(
    `capacity on this machine, clients and all: ${capacity.toFixed(0)} requests/s; now half of it for ${MINUTES} min`,
  );
  const samples = new Map<string, Sample[]>(PROCESSES.map((name) => [name, []]));
  const outside = new Set<string>();
  const started = performance.now();
  const timer = setInterval(() => sampleMemory(samples, outside, started), SAMPLE_EVERY_MS);
  await askSteadily(asker, capacity / 2, MINUTES * 60_000);
  clearInterval(timer);
  return judge(asker, samples, outside);
}

async function judge(
  asker: SoakAsker,
  samples: ReadonlyMap<string, readonly Sample[]>,
  outside: ReadonlySet<string>,
): Promise<boolean> {
  print(
    '\n| process | MiB at the start | half way | at the end | MiB a minute, second half | flat |\n|---|---|---|---|---|---|',
  );
  for (const [name, all] of samples) {
    const at = (share: number): string => (all[Math.floor((all.length - 1) * share)]?.mebibytes ?? 0).toFixed(0);
    print(
      `| ${name} | ${at(0)} | ${at(0.5)} | ${at(1)} | ${slopeOf(all).toFixed(2)} | ${isFlat(all) ? 'yes' : 'NO'} |`,
    );
  }
  const { answered, faults, requestIds, milliseconds } = asker.told();
  const unrecorded = await countUnrecorded(system.facts.databases.gateway.app, requestIds);
  const verified = await runAudit(system.facts, ['verify']);
  const reconciled = await runAudit(system.facts, ['reconcile', '--settle', '0', '--most', '10']);
  const checks: readonly (readonly [string, boolean, string])[] = [
    ['memory is flat', [...samples.values()].every(isFlat), ''],
    [
      'no request failed',
      faults.length === 0,
      `${answered} answered, ${faults.length} faults ${faults.slice(0, 5).join('; ')}`,
    ],
    ['every answer is on record', unrecorded === 0, `${requestIds.length} answers, ${unrecorded} without`],
    ['the chain is whole', verified.code === 0, verified.out.trim()],
    [
      'gateway and agencies tell the same story',
      reconciled.code === 0,
      reconciled.out.trim().split('\n').slice(-2).join('; '),
    ],
    ['no socket leads out', outside.size === 0, [...outside].slice(0, 5).join('; ')],
  ];
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const percentile = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  print(
    `\nmilliseconds to an answer, as clients on the same machine saw it: median ${percentile(0.5)}, 99 % ${percentile(0.99)}`,
  );
  print(`\na log grows by ${await growth()}, indexes and all\n`);
  for (const [what, holds, found] of checks)
    print(`- ${holds ? 'holds' : 'FAILS'}: ${what}${found === '' ? '' : ` (${found})`}`);
  return checks.every(([, holds]) => holds);
}

async function growth(): Promise<string> {
  const { gateway, police } = system.facts.databases;
  const record = await bytesAnEntry(gateway.owner, 'release_record');
  const log = await bytesAnEntry(police.owner, 'disclosure_log');
  return `${record.toFixed(0)} bytes an entry at the gateway and ${log.toFixed(0)} at the police`;
}

try {
  print(`${cpus().length} cores (${cpus()[0]?.model ?? ''}), Node.js ${process.version}, ${values.people} people`);
  process.exitCode = (await soak()) ? 0 : 1;
  writeFileSync(
    new URL('soak.md', import.meta.url),
    await format(report.join('\n'), { parser: 'markdown', printWidth: 120 }),
  );
} finally {
  await system.stop();
  rmSync(directory, { recursive: true, force: true });
}
