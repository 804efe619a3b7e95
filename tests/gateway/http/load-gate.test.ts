import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import type { AggregateDesk } from '../../../gateway/aggregates/aggregate-desk.ts';
import {
  registerAggregateRoutes,
  type AggregateRoutes,
} from '../../../gateway/aggregates/register-aggregate-routes.ts';
import { createLoadGate, type LoadGate } from '../../../gateway/http/load-gate.ts';
import { refuse } from '../../../gateway/http/refuse.ts';
import { createUntilSent } from '../../../gateway/http/until-sent.ts';
import { SamsynError } from '../../../schema/error-catalogue.ts';
import type { LimitSettings } from '../../../gateway/limits/limit-settings.ts';
import type { Desk } from '../../../gateway/request/answer-request.ts';

const WIDE: LimitSettings = {
  LIMIT_ACTOR_PER_MINUTE: 1_000,
  LIMIT_AGENCY_PER_MINUTE: 1_000,
  LIMIT_ACTOR_AT_ONCE: 1_000,
  LIMIT_AGENCY_AT_ONCE: 1_000,
  LIMIT_AT_ONCE: 1_000,
  LIMIT_LARGE_BODIES_AT_ONCE: 1_000,
  LIMIT_TURN_MS: 60_000,
  LIMIT_QUEUE_MS: 60_000,
  LIMIT_LATENESS_MS: 60_000,
  LIMIT_HEAP_MIB: 1_000_000,
  LIMIT_CONNECTIONS: 1_000,
};

let app: FastifyInstance;
let gate: LoadGate;
let url = '';
let bodies = 0;
/** Files and lists that were begun. */
let underWay = 0;
let release = (): void => undefined;

afterEach(() => app.close());

/** Requests that wait for an agency that answers nobody. */
let held = (): number => 0;

async function serve(limits: Partial<LimitSettings>): Promise<void> {
  bodies = 0;
  underWay = 0;
  held = () => 0;
  app = fastify();
  gate = createLoadGate(app, { limits: { ...WIDE, ...limits }, held: () => held() });
  app.setErrorHandler((error, request, reply) =>
    refuse(request, reply, error instanceof SamsynError ? error : new SamsynError('INTERNAL', {})),
  );
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    bodies += 1;
    done(null, body);
  });
  app.get('/health/live', () => 'live');
  app.post('/graphql', async () => {
    const leave = gate.enter();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    leave();
    return 'answer';
  });
  registerAggregateRoutes(app, { gate, ...heldDesks(), untilSent: createUntilSent() });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
}

function hold(): Promise<void> {
  underWay += 1;
  return new Promise((resolve) => {
    release = resolve;
  });
}

/** Desks where whoever asks waits, and is then let in nowhere. */
function heldDesks(): Pick<AggregateRoutes, 'desk' | 'aggregates'> {
  const refuseLater = async (): Promise<never> => {
    await hold();
    throw new SamsynError('UNAUTHENTICATED', {});
  };
  const desk = { clock: () => new Date(), tokens: { verify: refuseLater } };
  const aggregates = {
    clock: () => new Date(),
    definitions: new Map(),
    ledger: { listRuns: refuseLater },
    agencies: { lines: new Map() },
  };
  return { desk: desk as unknown as Desk, aggregates: aggregates as unknown as AggregateDesk };
}

const ask = (): Promise<Response> =>
  fetch(`${url}/graphql`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });

async function expectShed(response: Response): Promise<void> {
  const after = response.headers.get('retry-after') ?? '';
  expect([response.status, after]).toEqual([503, expect.stringMatching(/^[123]$/)]);
  const errors = [{ extensions: { code: 'OVERLOADED', seconds: Number(after) } }];
  expect(await response.json()).toMatchObject({ errors });
}

describe('a gateway with as much under way as it may have', () => {
  it('sheds what comes beyond, reads no body of it, answers health checks, and takes on again when it can', async () => {
    await serve({ LIMIT_AT_ONCE: 1 });
    const first = ask();
    await expect.poll(() => bodies).toBe(1);
    for (let time = 0; time < 5; time += 1) await expectShed(await ask());
    expect(bodies).toBe(1);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    release();
    expect((await first).status).toBe(200);
    const next = ask();
    await expect.poll(() => bodies).toBe(2);
    release();
    expect((await next).status).toBe(200);
  });
});

describe('requests that wait for an agency that answers nobody', () => {
  const nowhere = async (): Promise<number> => (await fetch(`${url}/nowhere`)).status;
  let isLate: NodeJS.Timeout;

  /** Forty are under way of as many as there may be but one; turns are long, so that no more than a few are let in. */
  async function serveInLongTurns(): Promise<void> {
    await serve({ LIMIT_TURN_MS: 5, LIMIT_AT_ONCE: 41 });
    for (let time = 0; time < 40; time += 1) gate.enter();
    isLate = setInterval(() => {
      const until = performance.now() + 20;
      while (performance.now() < until);
    }, 1);
    await expect.poll(nowhere, { timeout: 20_000 }).toBe(503);
  }

  afterEach(() => {
    clearInterval(isLate);
  });

  it('take no place from others, yet never are more under way than may be at most', async () => {
    await serveInLongTurns();
    held = () => 40;
    await expect.poll(nowhere, { timeout: 20_000 }).toBe(404);
    const other = ask();
    await expect.poll(() => bodies).toBe(1);
    await expectShed(await ask());
    release();
    expect((await other).status).toBe(200);
    held = () => 0;
    await expect.poll(nowhere, { timeout: 20_000 }).toBe(503);
  });

  it('are not taken for such when no answer was read for one spell alone', async () => {
    await serveInLongTurns();
    let spells = 0;
    held = () => ((spells += 1) % 2) * 40;
    while (spells < 8) expect(await nowhere()).toBe(503);
  });
});

describe('files of releases', () => {
  it('count among what is under way, and are shed like it', async () => {
    await serve({ LIMIT_AT_ONCE: 1 });
    const file = fetch(`${url}/aggregates/releases/none/csv`);
    await expect.poll(() => underWay).toBe(1);
    await expectShed(await fetch(`${url}/aggregates/releases/none/csv`));
    await expectShed(await ask());
    release();
    expect((await file).status).toBe(401);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });
});

describe('the public list, for which agencies are asked', () => {
  it('is waited for by so many, for whom it is read once, and who take no place from who has signed in', async () => {
    await serve({ LIMIT_AT_ONCE: 1 });
    const look = (): Promise<Response> => fetch(`${url}/aggregates/public.json`);
    const looking = Array.from({ length: 100 }, look);
    await expect.poll(() => underWay).toBe(1);
    const endReading = release;
    await expect.poll(async () => Promise.race([look().then(({ status }) => status), sleep(100, null)])).toBe(503);
    const question = ask();
    await expect.poll(() => bodies).toBe(1);
    release();
    expect((await question).status).toBe(200);
    expect(underWay).toBe(1);
    endReading();
    for (const looked of await Promise.all(looking)) expect([401, 503]).toContain(looked.status);
    await expect.poll(async () => (await look()).status).toBe(401);
  });
});

describe('a gateway that is late, or short of memory', () => {
  it('sheds while it is late, and no longer', async () => {
    await serve({ LIMIT_LATENESS_MS: 20 });
    const isLate = setInterval(() => {
      const until = performance.now() + 120;
      while (performance.now() < until);
    }, 5);
    await expect.poll(async () => (await fetch(`${url}/nowhere`)).status, { timeout: 20_000 }).toBe(503);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    clearInterval(isLate);
    await expect.poll(async () => (await fetch(`${url}/nowhere`)).status, { timeout: 20_000 }).toBe(404);
  });

  it('goes on after it has stood still, which is no lateness without end', async () => {
    await serve({});
    for (let time = 0; time < 5; time += 1) {
      await sleep(time * 30);
      const until = performance.now() + 400;
      while (performance.now() < until);
      expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    }
  });

  it('sheds what comes beside another when its memory is as full as it may be, and is never shut by its garbage alone', async () => {
    await serve({ LIMIT_HEAP_MIB: 1 });
    await sleep(300);
    for (let time = 1; time <= 2; time += 1) {
      const alone = ask();
      await expect.poll(() => bodies).toBe(time);
      await expectShed(await ask());
      expect((await fetch(`${url}/health/live`)).status).toBe(200);
      release();
      expect((await alone).status).toBe(200);
    }
  });
});
