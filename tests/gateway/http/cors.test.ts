import { fastify, type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowOrigins, corsOriginsSetting } from '../../../gateway/http/cors.ts';

const ORIGIN = 'https://sig.kommun.example';

describe('an origin', () => {
  let app: FastifyInstance;
  let url = '';

  beforeAll(async () => {
    app = fastify();
    void app.register(async (graph) => {
      await allowOrigins(graph, [ORIGIN]);
      graph.post('/graphql', () => 'answer');
    });
    app.get('/elsewhere', () => 'not the graph');
    url = await app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => app.close());

  async function preflight(origin: string): Promise<Response> {
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    return fetch(`${url}/graphql`, { method: 'OPTIONS', headers });
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

  it('may not read what lies beside the graph', async () => {
    const answer = await fetch(`${url}/elsewhere`, { headers: { origin: ORIGIN } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
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
