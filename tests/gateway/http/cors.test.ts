import { fastify, type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowOrigins, corsOriginsSetting } from '../../../gateway/http/cors.ts';
import { shed } from '../../../gateway/http/shed.ts';

const ORIGIN = 'https://sig.kommun.example';

describe('an origin', () => {
  let app: FastifyInstance;
  let url = '';

  beforeAll(async () => {
    app = fastify();
    await allowOrigins(app, [ORIGIN]);
    app.addHook('onRequest', (request, reply, done) => {
      if (request.headers['x-too-much'] === undefined) done();
      else shed(request, reply);
    });
    app.post('/graphql', () => 'answer');
    app.get('/elsewhere', () => 'not the graph');
    url = await app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => app.close());

  async function preflight(origin: string, path = '/graphql'): Promise<Response> {
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    return fetch(`${url}${path}`, { method: 'OPTIONS', headers });
  }

  it('that is named may ask, with the headers that a question has, and without cookies', async () => {
    const { status, headers } = await preflight(ORIGIN);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, ORIGIN]);
    expect(headers.get('access-control-allow-methods')).toBe('GET, POST');
    expect(headers.get('access-control-allow-headers')).toContain('samsyn-purpose');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    const asked = await fetch(`${url}/graphql`, { method: 'POST', headers: { origin: ORIGIN } });
    expect(asked.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(asked.headers.get('vary')?.toLowerCase()).toContain('origin');
  });

  it.each(['https://elsewhere.example', `${ORIGIN}.elsewhere.example`, 'null', ORIGIN.replace('https', 'http')])(
    'that is not named may not: %s',
    async (origin) => {
      const asked = await preflight(origin);
      expect(asked.status).toBe(404);
      expect(asked.headers.get('access-control-allow-origin')).toBeNull();
      const posted = await fetch(`${url}/graphql`, { method: 'POST', headers: { origin } });
      expect(posted.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it.each(['/elsewhere', '/graphqlx', '/health/ready'])('may not read what lies beside the graph: %s', async (path) => {
    const answer = await fetch(`${url}${path}`, { headers: { origin: ORIGIN } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect((await preflight(ORIGIN, path)).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may read that it is to come back later, and when', async () => {
    const headers = { origin: ORIGIN, 'x-too-much': 'yes' };
    const answer = await fetch(`${url}/graphql?id=1`, { method: 'POST', headers });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([503, ORIGIN]);
    expect(answer.headers.get('access-control-expose-headers')).toContain('retry-after');
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin');
  });
});

describe('the setting', () => {
  it('names origins, and by default none', () => {
    expect(corsOriginsSetting.parse(undefined)).toEqual([]);
    expect(corsOriginsSetting.parse(`${ORIGIN}, http://localhost:3000`)).toEqual([ORIGIN, 'http://localhost:3000']);
  });

  it.each([
    '*',
    'null',
    'sig.kommun.example',
    `${ORIGIN}/`,
    `${ORIGIN}/path`,
    'https://*.kommun.example/',
    'file:///x',
  ])('takes no %s', (text) => {
    expect(corsOriginsSetting.safeParse(text).success).toBe(false);
  });
});
