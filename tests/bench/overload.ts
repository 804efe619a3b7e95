import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import { createPorts } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import { WIDE_LIMITS } from '../system/wide-limits.ts';

/**
 * Shows what shedding does for those who are let in: more and more clients ask a gateway that takes on so much at a time, and then one
 * that takes on everything. Run by hand: `node --import tsx tests/bench/overload.ts`.
 */
const GATEWAY_PORT = 28_500;
const SECONDS = 8;
const CLIENTS = [20, 200, 800] as const;
const TAKEN_ON = '40';
const TOWN = { seed: 'overload', people: 200, today: '2026-03-02' } as const;
const QUERY = `query ($pin: String!) { individual(personalIdentityNumber: $pin) {
  police { isKnown incidents { date type } } socialtjanst { isKnown } school { isKnown enrolment { school grade } } } }`;

interface Outcome {
  readonly answeredMs: readonly number[];
  readonly shedMs: readonly number[];
}

const directory = mkdtempSync(join(tmpdir(), 'samsyn-overload-'));
const town = createTown(TOWN);
const pin = town.person(town.cast.knownToAll).number ?? '';
try {
  console.log(`| takes on | clients | answered a second | p50 ms | p95 ms | p99 ms | shed a second | p95 ms of shed |`);
  console.log(`| --- | --- | --- | --- | --- | --- | --- | --- |`);
  for (const taken of [TAKEN_ON, WIDE_LIMITS.LIMIT_AT_ONCE]) await measure(taken);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function measure(taken: string): Promise<void> {
  const system = await startSystem({
    dataDirectory: join(directory, 'data'),
    ports: createPorts(GATEWAY_PORT),
    ...TOWN,
    extraSettings: { gateway: { ...WIDE_LIMITS, LIMIT_AT_ONCE: taken, AGENCY_TIMEOUT_MS: '30000' } },
  });
  try {
    const token = await fetchToken({ issuer: system.urls['identity-provider'], username: 'youth' });
    await load(system.graphqlUrl, token, 20);
    for (const clients of CLIENTS) print(taken, clients, await load(system.graphqlUrl, token, clients));
  } finally {
    await system.stop();
  }
}

/** Each client asks, waits for the answer, and asks again; whoever is shed waits as long as it was told. */
async function load(url: string, token: string, clients: number): Promise<Outcome> {
  const pool = new Pool(new URL(url).origin, { connections: clients });
  const until = performance.now() + SECONDS * 1000;
  const answeredMs: number[] = [];
  const shedMs: number[] = [];
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
    'samsyn-purpose': 'SIG',
    'samsyn-case': 'SIG-2025-014',
  };
  const body = JSON.stringify({ query: QUERY, variables: { pin } });
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const started = performance.now();
      const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body });
      await answer.body.dump();
      const took = performance.now() - started;
      if (answer.statusCode === 200) answeredMs.push(took);
      else shedMs.push(took);
      const seconds = Number(answer.headers['retry-after'] ?? 0);
      if (seconds > 0) await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  await pool.close();
  return { answeredMs, shedMs };
}

function print(taken: string, clients: number, { answeredMs, shedMs }: Outcome): void {
  const cells = [
    taken === TAKEN_ON ? taken : 'everything',
    clients,
    Math.round(answeredMs.length / SECONDS),
    ...[0.5, 0.95, 0.99].map((share) => quantile(answeredMs, share)),
    Math.round(shedMs.length / SECONDS),
    quantile(shedMs, 0.95),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((left, right) => left - right);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? '–' : String(Math.round(value));
}
