import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { createLoadGate, type LoadGate } from '../../../gateway/http/load-gate.ts';
import { refuse } from '../../../gateway/http/refuse.ts';
import { SamsynError } from '../../../schema/error-catalogue.ts';
import type { LimitSettings } from '../../../gateway/limits/limit-settings.ts';

const WIDE: LimitSettings = {
  LIMIT_ACTOR_PER_MINUTE: 1_000,
  LIMIT_AGENCY_PER_MINUTE: 1_000,
  LIMIT_ACTOR_AT_ONCE: 1_000,
  LIMIT_AGENCY_AT_ONCE: 1_000,
  LIMIT_AT_ONCE: 1_000,
  LIMIT_TURN_MS: 60_000,
  LIMIT_LATENESS_MS: 60_000,
  LIMIT_HEAP_MIB: 1_000_000,
  LIMIT_CONNECTIONS: 1_000,
};

let app: FastifyInstance;
let gate: LoadGate;
let url = '';
let bodies = 0;
let release = (): void => undefined;

afterEach(() => app.close());

async function serve(limits: Partial<LimitSettings>): Promise<void> {
  bodies = 0;
  app = fastify();
  gate = createLoadGate(app, { ...WIDE, ...limits });
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
  url = await app.listen({ host: '127.0.0.1', port: 0 });
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

  it('sheds when its memory is as full as it may be', async () => {
    await serve({ LIMIT_HEAP_MIB: 1 });
    await sleep(1);
    await expect.poll(async () => (await fetch(`${url}/nowhere`)).status, { timeout: 20_000 }).toBe(503);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });
});
