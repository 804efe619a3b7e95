import { serverAudits } from 'graphql-http';
import { describe, expect, inject, it } from 'vitest';
import { personAs, signToken } from './at-the-agency.ts';
import { expectNothingInside } from './leaks.ts';
import { expectRefused, GRAPHQL_RESPONSE, send, WHO } from './refused-by-gateway.ts';

const PREFLIGHT = { 'graphql-require-preflight': '1' };
const get = (parameters: Readonly<Record<string, string>>): string =>
  `/graphql?${new URLSearchParams(parameters).toString()}`;

describe('GraphQL over HTTP', () => {
  const token = signToken();
  const audits = serverAudits({
    url: () => inject('system').graphqlUrl,
    fetchFn: async (url: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${await token}`);
      // A GET must say that it means to; that aside, each audit asks as it does everybody.
      if ((init.method ?? 'GET') === 'GET') headers.set('graphql-require-preflight', '1');
      return fetch(url, { ...init, headers });
    },
  });

  it('is audited in full', () => {
    expect(audits.length).toBeGreaterThanOrEqual(60);
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (_id, _name, audit) => {
    const result = await audit.fn();
    expect([result.status, 'reason' in result ? result.reason : '']).toEqual(['ok', '']);
  });
});

describe('a GET', () => {
  it('is answered when it says that it means to', async () => {
    const answer = await send({ path: get({ query: WHO }), method: 'GET', headers: PREFLIGHT });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ me: { role: 'police.investigator' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is refused without the header that no page can send by itself, and so is HEAD with it', async () => {
    expectRefused(await send({ path: get({ query: WHO }), method: 'GET' }), 405, 'METHOD_NOT_ALLOWED');
    const head = await send({ path: get({ query: WHO }), method: 'HEAD', headers: PREFLIGHT });
    expect([head.status, head.text]).toEqual([405, '']);
  });

  it('never does anything', async () => {
    const query = 'mutation ($input: SetBlockInput!) { police { setBlock(input: $input) { id } } }';
    const answer = await send({ path: get({ query }), method: 'GET', headers: PREFLIGHT });
    expectRefused(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('allow')).toBe('POST');
  });

  it('names nobody: a log would keep it', async () => {
    const { number, ref } = personAs('knownToAll');
    const query = 'query ($pin: String!) { individual(personalIdentityNumber: $pin) { ref } }';
    const byNumber = get({ query, variables: JSON.stringify({ pin: number }) });
    const byRef = get({
      query: 'query ($refs: [ID!]!) { individuals(refs: $refs) { ref } }',
      variables: JSON.stringify({ refs: [ref] }),
    });
    for (const path of [byNumber, byRef]) {
      const answer = await send({ path, method: 'GET', headers: PREFLIGHT });
      expectRefused(answer, 400, 'NUMBER_IN_ADDRESS');
      expectNothingInside(answer.text, number, ref);
    }
  });

  it('needs a token like everybody', async () => {
    const answer = await send({
      path: get({ query: WHO }),
      method: 'GET',
      headers: { ...PREFLIGHT, authorization: '' },
    });
    expectRefused(answer, 401, 'UNAUTHENTICATED');
  });
});

describe('another site', () => {
  it('is let in nowhere, unless it is named', async () => {
    const origin = { origin: 'https://elsewhere.example' };
    const preflight = await send({
      method: 'OPTIONS',
      headers: { ...origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(404);
    const asked = await send({ body: JSON.stringify({ query: WHO }), headers: origin });
    for (const { headers } of [preflight, asked]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('cannot have a browser send what a form can send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await send({ body: JSON.stringify({ query: WHO }), headers: { 'content-type': type } });
      expectRefused(answer, 415, 'MEDIA_TYPE_UNSUPPORTED');
    }
  });
});

describe('what a client prefers', () => {
  it.each([
    ['*/*', 'application/json'],
    [GRAPHQL_RESPONSE, GRAPHQL_RESPONSE],
    [`application/json, ${GRAPHQL_RESPONSE}`, GRAPHQL_RESPONSE],
    [`${GRAPHQL_RESPONSE};q=0.5, application/json`, 'application/json'],
    [`${GRAPHQL_RESPONSE};q=0`, 'application/json'],
    [`${GRAPHQL_RESPONSE.toUpperCase()}; charset=utf-8`, GRAPHQL_RESPONSE],
    [`${GRAPHQL_RESPONSE}; charset=iso-8859-1`, 'application/json'],
  ])('as %s is %s', async (accept, type) => {
    const answer = await send({ body: JSON.stringify({ query: WHO }), headers: { accept } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`]);
  });
});
