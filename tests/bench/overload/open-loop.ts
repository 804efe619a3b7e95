import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

/** What is asked, and how. Given to the process as JSON, its only argument. */
export interface LoadPlan {
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly seconds: number;
  /** So many a second, whether answers have come or not; or so many clients, of which each waits for its answer and asks again. */
  readonly load: { readonly perSecond: number } | { readonly clients: number };
}

/** What became of it. Milliseconds are from when a request was due, so that an asker who is late hides nothing. */
export interface LoadOutcome {
  readonly answeredMs: readonly number[];
  readonly shedMs: readonly number[];
  /** Neither answered whole nor shed, in words. */
  readonly faults: readonly string[];
  readonly healthMs: readonly number[];
  readonly sickAnswers: number;
}

/**
 * All open before it counts, as those of a balancer are, and more than are ever needed: whoever waits for one could be overtaken, and
 * that wait is not the gateway's. New ones would be taken in one a turn: libuv since 1.45.
 */
const CONNECTIONS = 2_048;
/** Before it counts: an asker whose code is not compiled yet is late. */
const WARM_ROUNDS = 3;
const HEALTH_EVERY_MS = 50;

const plan = JSON.parse(process.argv[2] ?? '{}') as LoadPlan;
const pool = new Pool(plan.origin, { connections: CONNECTIONS });
const health = new Pool(plan.origin, { connections: 4 });
const told = { answeredMs: [] as number[], shedMs: [] as number[], faults: [] as string[] };
const healthy = { healthMs: [] as number[], sickAnswers: 0 };

async function ask(dueAt: number): Promise<void> {
  try {
    const { headers, body } = plan;
    const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body });
    const text = await answer.body.text();
    const took = performance.now() - dueAt;
    if (answer.statusCode === 503) told.shedMs.push(took);
    else if (answer.statusCode === 200 && !/"errors"|"missing":\["/.test(text)) told.answeredMs.push(took);
    else told.faults.push(`${answer.statusCode} ${text.slice(-300)}`);
  } catch (error) {
    told.faults.push(error instanceof Error ? error.message : 'no answer');
  }
}

async function askAtRate(perSecond: number): Promise<void> {
  const underWay: Promise<void>[] = [];
  const every = 1000 / perSecond;
  let due = performance.now();
  while (due < until) {
    // Apart by chance, as people are who know nothing of each other.
    for (; due <= performance.now(); due += -Math.log(1 - Math.random()) * every) underWay.push(ask(due));
    await sleep(1);
  }
  await Promise.all(underWay);
}

async function askInTurn(clients: number): Promise<void> {
  const client = async (): Promise<void> => {
    while (performance.now() < until) await ask(performance.now());
  };
  await Promise.all(Array.from({ length: clients }, client));
}

async function watchHealth(): Promise<void> {
  while (performance.now() < until) {
    const started = performance.now();
    const { statusCode, body } = await health.request({ path: '/health/live', method: 'GET' });
    await body.dump();
    healthy.healthMs.push(performance.now() - started);
    if (statusCode !== 200) healthy.sickAnswers += 1;
    await sleep(HEALTH_EVERY_MS);
  }
}

/** Asks what costs the gateway next to nothing. */
async function warmUp(): Promise<void> {
  const askOnce = async (): Promise<void> => {
    await (await pool.request({ path: '/health/live', method: 'GET' })).body.text();
  };
  for (let round = 0; round < WARM_ROUNDS; round += 1) await Promise.all(Array.from({ length: CONNECTIONS }, askOnce));
}

const { load } = plan;
await warmUp();
const until = performance.now() + plan.seconds * 1000;
await Promise.all(['perSecond' in load ? askAtRate(load.perSecond) : askInTurn(load.clients), watchHealth()]);
process.stdout.write(JSON.stringify({ ...told, ...healthy } satisfies LoadOutcome), () => process.exit(0));
