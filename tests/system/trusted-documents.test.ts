import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAnotherGateway, type AnotherGateway } from './another-gateway.ts';
import type { HttpAnswer } from './ask.ts';
import { personAs, signToken } from './at-the-agency.ts';

const WHO_RUNS = readFileSync(new URL('../../schema/operations/WhoRuns.graphql', import.meta.url), 'utf8');
const NEW = 'query NobodyLookedAtThis { me { role } }';
const ME = { me: { role: 'police.investigator', roleTitle: 'Utredare, polisen', agency: 'police' } };
const GRAPHQL_RESPONSE = 'application/graphql-response+json';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const NURSE = { sub: 'staff-nurse', samsyn_role: 'school.nurse', samsyn_agency: 'school', samsyn_workplace: 'school' };

let gateway: AnotherGateway;
beforeAll(async () => {
  gateway = await startAnotherGateway({ AD_HOC_ROLES: 'school.nurse', CORS_ORIGINS: 'https://sig.kommun.example' });
});
afterAll(() => gateway.stop());

async function send(body: Readonly<Record<string, unknown>>, claims = {}, headers = {}): Promise<HttpAnswer> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: GRAPHQL_RESPONSE,
      authorization: `Bearer ${await signToken(claims)}`,
      ...headers,
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as HttpAnswer['body'] };
}

function expectRefused(answer: HttpAnswer, status: number, code: string): void {
  expect([answer.status, answer.body.errors?.[0]?.extensions?.['code']]).toEqual([status, code]);
  expect(answer.body.data).toBeUndefined();
}

describe('a registered document', () => {
  const persisted = (hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } });

  it.each([
    ['its id', { documentId: `sha256:${sha256(WHO_RUNS)}` }],
    ['its hash', { documentId: sha256(WHO_RUNS) }],
    ['the hash of the client preset', { documentId: createHash('sha1').update(WHO_RUNS).digest('hex') }],
    ['the hash of Relay', { documentId: createHash('md5').update(WHO_RUNS).digest('hex') }],
    ['the extension of Apollo', persisted(sha256(WHO_RUNS))],
    ['its text', { query: WHO_RUNS }],
    ['both', { query: WHO_RUNS, ...persisted(sha256(WHO_RUNS)) }],
    ['its id and its operation', { documentId: sha256(WHO_RUNS), operationName: 'WhoRuns' }],
  ])('is answered by %s', async (_, body) => {
    const answer = await send(body);
    expect([answer.status, answer.body.data]).toEqual([200, ME]);
  });

  it('is answered by a GET of its id, which an address may hold', async () => {
    const path = `/graphql?documentId=${encodeURIComponent(`sha256:${sha256(WHO_RUNS)}`)}`;
    const headers = { authorization: `Bearer ${await signToken()}`, 'graphql-require-preflight': '1' };
    const response = await fetch(`${gateway.url}${path}`, { headers });
    expect(await response.json()).toMatchObject({ data: ME });
  });
});

describe('a document that nobody has looked at', () => {
  it('is refused, to every role that is not named, and however little it differs', async () => {
    for (const query of [
      NEW,
      `${WHO_RUNS} `,
      WHO_RUNS.replace('agency', 'workplace'),
      '{ __typename }',
      '{ __schema { types { name } } }',
    ]) {
      expectRefused(await send({ query }), 403, 'DOCUMENT_UNREGISTERED');
    }
    expect((await send({ query: NEW }, NURSE)).body.data).toEqual({ me: { role: 'school.nurse' } });
  });

  it('is not registered by being sent with its hash', async () => {
    const both = { query: NEW, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(NEW) } } };
    for (let time = 0; time < 2; time += 1) expectRefused(await send(both), 400, 'DOCUMENT_UNKNOWN');
    expectRefused(await send(both, NURSE), 400, 'DOCUMENT_UNKNOWN');
    expectRefused(await send({ documentId: sha256(NEW) }), 400, 'DOCUMENT_UNKNOWN');
  });

  it('is not answered under the id of another', async () => {
    expectRefused(await send({ query: NEW, documentId: sha256(WHO_RUNS) }, NURSE), 400, 'OPERATION_UNSUPPORTED');
  });

  it.each([
    ['no hash', { documentId: 'WhoRuns' }],
    ['a number of a person', { documentId: '200901012385' }],
    ['no text', { documentId: 7 }],
    [
      'two ids',
      { documentId: sha256(WHO_RUNS), extensions: { persistedQuery: { version: 1, sha256Hash: sha256(NEW) } } },
    ],
    ['an extension without a hash', { extensions: { persistedQuery: { version: 1 } } }],
  ])('is refused when its id is %s', async (_, body) => {
    const answer = await send(body);
    expectRefused(answer, 400, 'BODY_MALFORMED');
    expect(answer.text).not.toContain('200901012385');
  });

  it('tells nobody without a token which ids there are', async () => {
    for (const documentId of [sha256(WHO_RUNS), sha256(NEW)]) {
      expectRefused(await send({ documentId }, {}, { authorization: '' }), 401, 'UNAUTHENTICATED');
    }
  });
});

describe('the documents of the examples', () => {
  it('are answered about a person, with what is withheld', async () => {
    const text = readFileSync(new URL('../../schema/operations/WhatIsWithheld.graphql', import.meta.url), 'utf8');
    const declared = { 'samsyn-purpose': 'INVESTIGATION', 'samsyn-case': 'K-1234-25' };
    const variables = { number: personAs('knownToAll').number };
    const answer = await send({ documentId: sha256(text), variables }, {}, declared);
    expect(answer.status).toBe(200);
    expect(answer.body.extensions?.withheld?.length).toBeGreaterThan(0);
  });
});

describe('an origin that is named in the settings', () => {
  it('may ask', async () => {
    const answer = await send({ query: WHO_RUNS }, {}, { origin: 'https://sig.kommun.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://sig.kommun.example');
    const other = await send({ query: WHO_RUNS }, {}, { origin: 'https://elsewhere.example' });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may read what a large request is refused with before its body is read', async () => {
    const origin = 'https://sig.kommun.example';
    const answer = await send({ query: ' '.repeat(20_000) }, {}, { origin, authorization: 'Bearer of nobody' });
    expectRefused(answer, 401, 'UNAUTHENTICATED');
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  });
});
