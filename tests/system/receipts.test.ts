import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportSPKI, generateKeyPair, exportJWK, importJWK, type CryptoKey } from 'jose';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import {
  callAgency,
  issueReceipt,
  personAs,
  POLICE_QUESTION,
  reheaded,
  representationsOf,
  signToken,
  type AgencyCall,
  type AgencyReply,
} from './at-the-agency.ts';
import { expectNothingInside } from './leaks.ts';

/** A receipt is good for 30 seconds, and clocks may differ by two. */
const LONGEST_LIFE_MS = 32_000;
const BODY_LIMIT_BYTES = 1_048_576;

/** A question about the persons of the usual variable. */
function asking(selection: string, more = ''): string {
  return `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Individual { ${selection} } }
  } ${more}`;
}

let person: ReturnType<typeof personAs>;
let other: ReturnType<typeof personAs>;

beforeAll(() => {
  person = personAs('knownToAll');
  other = personAs('onlyPolice');
});

async function expectRefused(
  call: AgencyCall | Promise<AgencyCall>,
  status: number,
  code: string,
): Promise<AgencyReply> {
  const reply = await callAgency(await call);
  expect(reply.body.errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
  expect(reply.status).toBe(status);
  expect(reply.body.data).toBeUndefined();
  expectNothingInside(reply.text, person.name, person.number, other.name, other.number);
  return reply;
}

describe('an agency, asked past the gateway', () => {
  it('answers who has both a token and a receipt, so that the refusals below have one cause each', async () => {
    const { status, body } = await callAgency();
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data).toEqual({ _entities: [{ police: { name: person.name, isKnown: true } }] });
  });

  it('refuses who has neither token nor receipt, at every agency', async () => {
    for (const agency of ['police', 'socialtjanst', 'school'] as const) {
      await expectRefused({ agency, token: null, receipt: null }, 401, 'RECEIPT_MISSING');
      await expectRefused({ agency, receipt: null }, 401, 'RECEIPT_MISSING');
      await expectRefused({ agency, receipt: '' }, 401, 'RECEIPT_MISSING');
    }
  });

  it('refuses a receipt without the token of the person of staff', async () => {
    await expectRefused({ token: null }, 401, 'UNAUTHENTICATED');
    await expectRefused({ token: 'not.a.token' }, 401, 'TOKEN_FOREIGN');
    const past = Math.floor(Date.now() / 1000) - 60;
    await expectRefused({ token: await signToken({ exp: past }) }, 401, 'TOKEN_EXPIRED');
  });

  it('refuses a receipt that another person of staff was given', async () => {
    const colleague = await signToken({ sub: 'staff-youth' });
    await expectRefused({ token: colleague }, 401, 'RECEIPT_INVALID');
    const otherRole = await signToken({ samsyn_role: 'police.patrol-officer' });
    await expectRefused({ token: otherRole }, 401, 'RECEIPT_INVALID');
  });

  it('refuses a receipt that is addressed to another agency', async () => {
    const receipt = await issueReceipt();
    await expectRefused({ agency: 'school', receipt }, 401, 'RECEIPT_INVALID');
    await expectRefused({ agency: 'socialtjanst', receipt }, 401, 'RECEIPT_INVALID');
    await expectRefused({ receipt: await issueReceipt({ audience: 'school' }) }, 401, 'RECEIPT_INVALID');
  });
});

describe('a receipt', () => {
  it('is refused when a single sign of it is altered, wherever', async () => {
    const receipt = await issueReceipt();
    const places = [...receipt].flatMap((sign, at) => (sign === '.' || at % 25 !== 3 ? [] : [at]));
    const parts = new Set(places.map((at) => receipt.slice(0, at).split('.').length));
    expect(parts).toEqual(new Set([1, 2, 3]));
    for (const at of places) {
      const altered = `${receipt.slice(0, at)}${receipt[at] === 'A' ? 'B' : 'A'}${receipt.slice(at + 1)}`;
      await expectRefused({ receipt: altered }, 401, 'RECEIPT_INVALID');
    }
    for (const parts of [receipt.split('.').slice(0, 2), [...receipt.split('.'), 'AAAA'], ['nonsense']]) {
      await expectRefused({ receipt: parts.join('.') }, 401, 'RECEIPT_INVALID');
    }
  });

  it('is refused when the purpose, the role or the persons in it were rewritten', async () => {
    const [header = '', payload = '', signature = ''] = (await issueReceipt()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const rewritten = [
      { purpose: 'SIG' },
      { role: 'police.patrol-officer' },
      { coordinates: ['PoliceRecord.incidents'] },
    ];
    for (const change of rewritten) {
      const forged = Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url');
      await expectRefused({ receipt: `${header}.${forged}.${signature}` }, 401, 'RECEIPT_INVALID');
    }
  });

  it('is refused when it is signed by any other key than the gateway’s', async () => {
    const { facts } = inject('system');
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const { kid = '' } = facts.keys.receiptPrivateKey;
    await expectRefused(
      { receipt: await issueReceipt({ key: { ...(await exportJWK(privateKey)), kid } }) },
      401,
      'RECEIPT_INVALID',
    );
    const [identityKey = {}] = facts.keys.identityKeys.keys;
    const [, payload = ''] = (await issueReceipt()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Readonly<Record<string, unknown>>;
    const byIdentityProvider = await signToken(
      { ...claims, samsyn_role: undefined },
      { key: identityKey, algorithm: 'ES256' },
    );
    await expectRefused({ receipt: byIdentityProvider }, 401, 'RECEIPT_INVALID');
  });

  it('is refused when it claims to need no signature, or one made with the public key', async () => {
    const receipt = await issueReceipt();
    const [publicKey = {}] = inject('system').facts.keys.receiptPublicKeys.keys;
    const { kid = '' } = publicKey;
    const pem = await exportSPKI((await importJWK(publicKey, 'EdDSA')) as CryptoKey);
    const secrets = [pem, JSON.stringify(publicKey), Buffer.from(publicKey.x ?? '', 'base64url')];
    const forged = [
      reheaded(receipt, { alg: 'none' }, () => ''),
      reheaded(receipt, { alg: 'none', kid }, () => 'AAAA'),
      ...secrets.map((secret) =>
        reheaded(receipt, { alg: 'HS256', kid }, (text) =>
          createHmac('sha256', secret).update(text).digest('base64url'),
        ),
      ),
    ];
    for (const forgery of forged) await expectRefused({ receipt: forgery }, 401, 'RECEIPT_INVALID');
  });

  it('opens once and again while it lasts, and never after it has expired', async () => {
    const issuedAt = Date.now() - LONGEST_LIFE_MS + 5_000;
    const receipt = await issueReceipt({ at: new Date(issuedAt) });
    expect((await callAgency({ receipt })).status).toBe(200);
    await expectRefused(
      issueReceipt({ at: new Date(Date.now() - LONGEST_LIFE_MS - 2_000) }).then((late) => ({ receipt: late })),
      401,
      'RECEIPT_INVALID',
    );
    await expectRefused(
      issueReceipt({ at: new Date(Date.now() + 60_000) }).then((early) => ({ receipt: early })),
      401,
      'RECEIPT_INVALID',
    );
    await sleep(issuedAt + LONGEST_LIFE_MS + 1_100 - Date.now());
    await expectRefused({ receipt }, 401, 'RECEIPT_INVALID');
  });

  it('is refused when it was decided by another version of the rules, or names what does not exist', async () => {
    const changes = [{ policyDigest: 'another' }, { role: 'police.chief' as never }, { purpose: 'CURIOSITY' as never }];
    for (const change of changes) {
      await expectRefused({ receipt: await issueReceipt({ changes: change }) }, 401, 'RECEIPT_INVALID');
    }
  });
});

describe('a request that is wider than its receipt', () => {
  it.each([
    ['a field that is not in it', asking('police { name incidents { type } }')],
    ['one that goes by the name of a field that is', asking('police { name: personalIdentityNumber }')],
    ['one in a fragment', asking('...F', 'fragment F on Individual { police { suspicions { crime } } }')],
    ['one that a condition leaves out', asking('police { name riskRating @skip(if: true) { level } }')],
    ['a second door', asking('police { name } again: police { isKnown exitCase { threatLevel } }')],
  ])('is refused for %s', async (_, query) => {
    await expectRefused({ query }, 403, 'RECEIPT_EXCEEDED');
  });

  it('is refused for other persons than those in it', async () => {
    await expectRefused({ variables: representationsOf(other.ref) }, 403, 'RECEIPT_EXCEEDED');
    await expectRefused({ variables: representationsOf(person.ref, other.ref) }, 403, 'RECEIPT_EXCEEDED');
    await expectRefused({ variables: {} }, 403, 'RECEIPT_EXCEEDED');
    const both = await issueReceipt({ refs: [person.ref, other.ref] });
    await expectRefused({ receipt: both }, 403, 'RECEIPT_EXCEEDED');
    const entities = (name: string): string =>
      `_entities(representations: $${name}) { ... on Individual { police { name } } }`;
    const twoLists = `query ($representations: [_Any!]!, $more: [_Any!]!) { ${entities('representations')} b: ${entities('more')} }`;
    const variables = { ...representationsOf(person.ref), more: representationsOf(other.ref).representations };
    await expectRefused({ query: twoLists, variables }, 403, 'RECEIPT_EXCEEDED');
  });

  it('is refused when a further person is written into the text of the document', async () => {
    const selection = '{ ... on Individual { police { name } } }';
    const entity = `{ __typename: "Individual", ref: "${other.ref}" }`;
    const listed = `_entities(representations: $representations) ${selection}`;
    const more = (persons: string): string => `${listed} more: _entities(representations: ${persons}) ${selection}`;
    const documents = [
      `query ($representations: [_Any!]!) { ${more(`[${entity}]`)} }`,
      `query ($representations: [_Any!]!, $r: [_Any!]! = [${entity}]) { ${more('$r')} }`,
      `query ($representations: [_Any!]!, $ref: ID) { ${more('[{ __typename: "Individual", ref: $ref }]')} }`,
    ];
    for (const query of documents) {
      const { status, text, body } = await callAgency({
        query,
        variables: { ...representationsOf(person.ref), ref: other.ref },
      });
      expect(text).not.toContain(other.name);
      expect([status, body.data]).toEqual([403, undefined]);
    }
  });

  it('is refused for a receipt that is about nobody', async () => {
    const about = await issueReceipt({ refs: [] });
    const query = `{ _entities(representations: [{ __typename: "Individual", ref: "${person.ref}" }]) { ... on Individual { police { name } } } }`;
    await expectRefused({ receipt: about }, 403, 'RECEIPT_EXCEEDED');
    const { status, text } = await callAgency({ receipt: about, query, variables: {} });
    expect(text).not.toContain(person.name);
    expect(status).toBe(403);
  });

  it('is refused for the schema, in whatever way it asks', async () => {
    const variables = { variables: {} };
    const receipt = await issueReceipt({ refs: [] });
    await expectRefused({ receipt, query: '{ __schema { types { name } } }', ...variables }, 403, 'RECEIPT_EXCEEDED');
    await expectRefused(
      { receipt, query: '{ __type(name: "PoliceRecord") { name } }', ...variables },
      403,
      'RECEIPT_EXCEEDED',
    );
    await expectRefused({ receipt, query: '{ _service { sdl } }', ...variables }, 403, 'RECEIPT_EXCEEDED');
  });

  it('is refused for anything but a question', async () => {
    for (const query of [
      'mutation { forget }',
      'subscription { police }',
      '{ police { nam } }',
      '{',
      '',
      'query { }',
    ]) {
      await expectRefused({ query }, 400, 'DOCUMENT_INVALID');
    }
  });
});

describe('an agency', () => {
  it('decides again by its own rules, so that a receipt opens nothing by itself', async () => {
    const coordinates = ['Individual.school', 'SchoolRecord.grades', 'SchoolRecord.name', 'Grade.subject'];
    const receipt = await issueReceipt({ audience: 'school', changes: { coordinates } });
    const query = POLICE_QUESTION.replace('police { name isKnown }', 'school { name grades { subject } }');
    const { status, body } = await callAgency({ agency: 'school', receipt, query });
    expect(status).toBe(200);
    expect(body.data).toEqual({ _entities: [{ school: { name: null, grades: null } }] });
    expect(body.errors?.map(({ extensions }) => extensions?.['code'])).toEqual([
      'UNAUTHORIZED_FIELD_OR_TYPE',
      'UNAUTHORIZED_FIELD_OR_TYPE',
    ]);
  });

  it('refuses a body that is malformed, of the wrong kind or too large', async () => {
    await expectRefused({ rawBody: '{"query":' }, 400, 'BODY_MALFORMED');
    await expectRefused({ rawBody: '' }, 400, 'BODY_MALFORMED');
    await expectRefused({ rawBody: '[]' }, 400, 'BODY_MALFORMED');
    await expectRefused({ rawBody: '{"query":7}' }, 400, 'BODY_MALFORMED');
    await expectRefused({ rawBody: '{"query":"{a}","variables":[1]}' }, 400, 'BODY_MALFORMED');
    await expectRefused({ rawBody: '<xml/>', contentType: 'application/xml' }, 415, 'MEDIA_TYPE_UNSUPPORTED');
    const large = JSON.stringify({ query: `#${'x'.repeat(BODY_LIMIT_BYTES)}` });
    await expectRefused({ rawBody: large }, 413, 'BODY_TOO_LARGE');
  });

  it('has nothing at other addresses', async () => {
    const { urls } = inject('system');
    for (const path of ['/', '/graphql/', '/explorer/index.html', '/metrics', '/%ff']) {
      const response = await fetch(`${urls['police'] ?? ''}${path}`);
      const text = await response.text();
      expect([path, response.status < 500 && response.status >= 400]).toEqual([path, true]);
      expectNothingInside(text);
    }
  });
});
