import { WIDE_LIMITS } from '../system/wide-limits.ts';
import { rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { format } from 'prettier';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import { createPorts } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { deriveSyntheticRef, parseRefKey } from '../../schema/ref.ts';
import { cpuTimeOf } from './cpu-time.ts';
import { installContenders, startAll, type MeasuredGateway } from './gateways/contenders.ts';
import { send } from './gateways/crowd.ts';
import { collectedMemoryOf } from './gateways/collected-memory.ts';
import { measurePersons } from './gateways/measure-persons.ts';
import { renderTable, type Taken } from './gateways/render-table.ts';
import { memoryOf, peakOf, resetPeak } from './peak-memory.ts';
import { makeDataPlace } from '../system/data-place.ts';

/**
 * `npm run bench`: what each gateway costs before the same agencies, whose answers are made beforehand: CPU time a request, in turns,
 * in one run on one machine; the ratios are what to read. `--short` has fewer rounds. Writes a table to `tests/bench/gateways.md`.
 */
const isShort = process.argv.includes('--short');
/** Many and short: whatever else the machine does then falls on all of them alike. */
const ROUNDS = isShort ? 5 : 11;
const AT_ONCE = 16;
const PORT = 31_000;
const CLIENTS = 500;
/** V8 gives memory back when a process has had nothing to do for a while. */
const REST_MS = 30_000;
const ROLE = 'socialtjanst.sig-coordinator';
const FIELDS = {
  police: 'police { isKnown caseContact { function } incidents { date type area } }',
  socialtjanst: 'socialtjanst { measures { type from to } compulsoryCareDecisions { provision decidedAt } }',
  school: 'school { enrolment { school grade } grades { subject grade } }',
} as const;
const QUERY = `query ($refs: [ID!]!) { individuals(refs: $refs) { ref ${Object.values(FIELDS).join(' ')} } }`;
/** Each turn begins with some that are not counted: before it a process had nothing to do for seconds, in which V8 tidies up. */
const WORKLOADS = {
  W1: { persons: 1, requests: isShort ? 200 : 400, warming: 2_000, waking: 200 },
  W2: { persons: 100, requests: isShort ? 32 : 48, warming: 1_500, waking: 32 },
} as const;

const questions = Object.fromEntries(
  Object.entries(FIELDS).map(([agency, fields]) => [
    agency,
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Individual { ${fields} } } }`,
  ]),
);

await installContenders();
const directory = makeDataPlace('bench');
const today = new Date().toISOString().slice(0, 10);
const system = await startSystem({
  ...{ dataDirectory: directory, ports: createPorts(PORT), seed: 'bench', people: 20, today },
  extraSettings: { gateway: WIDE_LIMITS },
});
const { gateways, agencies } = await startAll({ system, firstPort: PORT + 40, questions });
const username = DEMO_STAFF.find(({ role }) => role === ROLE)?.username ?? '';
const key = parseRefKey(system.facts.keys.refKey);

async function headersNow(): Promise<Readonly<Record<string, string>>> {
  const token = await fetchToken({ issuer: system.urls['identity-provider'], username });
  return {
    ...{ 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` },
    ...{ 'samsyn-purpose': 'SIG', 'samsyn-case': 'SN 2026/1001' },
  };
}

function bodyOf(persons: number): string {
  const refs = Array.from({ length: persons }, (_, index) => deriveSyntheticRef(index, key));
  return JSON.stringify({ query: QUERY, variables: { refs } });
}

async function measure(): Promise<readonly Taken[]> {
  const headers = await headersNow();
  const rounds = new Map(gateways.map(({ name }) => [name, { W1: [] as number[], W2: [] as number[] }]));
  for (const [name, { persons, requests, warming, waking }] of Object.entries(WORKLOADS)) {
    const body = bodyOf(persons);
    let expected: unknown = null;
    for (const { url } of gateways) {
      const { data } = (await send({ url, headers, body, requests: warming, atOnce: AT_ONCE })) as {
        readonly data: unknown;
      };
      expected ??= data;
      if (data === null || !isDeepStrictEqual(data, expected)) throw new Error(`${url} gave another answer`);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { name: gateway, url, pid } of gateways) {
        await send({ url, headers, body, requests: waking, atOnce: AT_ONCE });
        const before = cpuTimeOf(pid);
        await send({ url, headers, body, requests, atOnce: AT_ONCE });
        rounds.get(gateway)?.[name as 'W1'].push(((cpuTimeOf(pid) - before) * 1_000) / requests);
      }
    }
  }
  return [...rounds].map(([name, measured]) => ({ name, rounds: measured }));
}

/** How much memory our gateway holds at most while many ask at once, and when they have gone: once, and once more. */
async function measureMemory({ url, pid }: MeasuredGateway): Promise<string> {
  const before = await heldBy(pid);
  resetPeak(pid);
  const after: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    await send({ url, headers: await headersNow(), body: bodyOf(1), requests: CLIENTS * 10, atOnce: CLIENTS });
    await send({ url, headers: await headersNow(), body: bodyOf(100), requests: CLIENTS, atOnce: CLIENTS });
    await sleep(REST_MS);
    after.push(await heldBy(pid));
  }
  return [
    `${CLIENTS} clients at once, twice: at most ${peakOf(pid).toFixed(0)} MiB; before, ${before};`,
    `each time after ${REST_MS / 1_000} s of rest, ${after.join(' and ')}`,
  ].join(' ');
}

async function heldBy(pid: number): Promise<string> {
  const held = memoryOf(pid);
  return `${held.toFixed(0)} MiB (${(await collectedMemoryOf(pid)).toFixed(0)} when its garbage is collected)`;
}

try {
  const taken = await measure();
  const [ours] = gateways;
  const persons = ours === undefined ? '' : await measurePersons(ours, { headers: headersNow, bodyOf });
  const memory = ours === undefined ? '' : await measureMemory(ours);
  const table = [
    renderTable(taken, Object.keys(WORKLOADS), 'Apollo Server 5 + @apollo/gateway, as it comes'),
    '\nCPU time a request, the middle of the rounds; its ratio to that of Apollo in the same round, the middle again; the slowest round by the fastest.',
    `\n${ROUNDS} rounds after a warming of each, ${AT_ONCE} requests at once, ${cpus().length} cores (${cpus()[0]?.model ?? ''}), load ${loadavg()[0]?.toFixed(1) ?? ''}, Node.js ${process.version}.`,
    `\nSamsyn, everything on, by persons asked about:\n\n${persons}`,
    `\nSamsyn, everything on, ${memory}.\n`,
  ].join('\n');
  const text = await format(table, { parser: 'markdown', printWidth: 120 });
  writeFileSync(new URL('gateways.md', import.meta.url), text);
  process.stdout.write(`\n${text}`);
} finally {
  for (const started of [...gateways, ...agencies]) started.stop();
  await system.stop();
  rmSync(directory, { recursive: true, force: true });
}
