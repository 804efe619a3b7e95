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
  signToken,
  type KnownPerson,
} from './at-the-agency.ts';
import { expectNothingInside } from './leaks.ts';
import { expectRefusedByAgency } from './refused-by-agency.ts';

/** A receipt is good for 30 seconds, and clocks may differ by two. */
const LONGEST_LIFE_MS = 32_000;
const BODY_LIMIT_BYTES = 1_048_576;

let person: KnownPerson;

beforeAll(() => {
  person = personAs('knownToAll');
});

describe('an agency, asked past the gateway', () => {
  it('answers who has both a token and a receipt, so that the refusals below have one cause each', async () => {
    const { status, body } = await callAgency();
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data).toEqual({ _entities: [{ police: { name: person.name, isKnown: true } }] });
  });

  it('refuses who has neither token nor receipt, at every agency', async () => {
    for (const agency of ['police', 'socialtjanst', 'school'] as const) {
      await expectRefusedByAgency({ agency, token: null, receipt: null }, 401, 'RECEIPT_MISSING');
      await expectRefusedByAgency({ agency, receipt: null }, 401, 'RECEIPT_MISSING');
      await expectRefusedByAgency({ agency, receipt: '' }, 401, 'RECEIPT_MISSING');
    }
  });

  it('refuses a receipt without the token of the person of staff', async () => {
    await expectRefusedByAgency({ token: null }, 401, 'UNAUTHENTICATED');
    await expectRefusedByAgency({ token: 'not.a.token' }, 401, 'TOKEN_FOREIGN');
    const past = Math.floor(Date.now() / 1000) - 60;
    await expectRefusedByAgency({ token: await signToken({ exp: past }) }, 401, 'TOKEN_EXPIRED');
  });

  it('refuses a receipt that another person of staff was given', async () => {
    const colleague = await signToken({ sub: 'staff-youth' });
    await expectRefusedByAgency({ token: colleague }, 401, 'RECEIPT_INVALID');
    const otherRole = await signToken({ samsyn_role: 'police.patrol-officer' });
    await expectRefusedByAgency({ token: otherRole }, 401, 'RECEIPT_INVALID');
  });

  it('refuses a receipt that is addressed to another agency', async () => {
    const receipt = await issueReceipt();
    await expectRefusedByAgency({ agency: 'school', receipt }, 401, 'RECEIPT_INVALID');
    await expectRefusedByAgency({ agency: 'socialtjanst', receipt }, 401, 'RECEIPT_INVALID');
    await expectRefusedByAgency({ receipt: await issueReceipt({ audience: 'school' }) }, 401, 'RECEIPT_INVALID');
  });
});

describe('a receipt', () => {
  it('is refused when a single sign of it is altered, wherever', async () => {
    const receipt = await issueReceipt();
    const places = Array.from(receipt).flatMap((sign, at) => (sign === '.' || at % 25 !== 3 ? [] : [at]));
    const parts = new Set(places.map((at) => receipt.slice(0, at).split('.').length));
    expect(parts).toEqual(new Set([1, 2, 3]));
    for (const at of places) {
      const altered = `${receipt.slice(0, at)}${receipt[at] === 'A' ? 'B' : 'A'}${receipt.slice(at + 1)}`;
      await expectRefusedByAgency({ receipt: altered }, 401, 'RECEIPT_INVALID');
    }
    for (const parts of [receipt.split('.').slice(0, 2), [...receipt.split('.'), 'AAAA'], ['nonsense']]) {
      await expectRefusedByAgency({ receipt: parts.join('.') }, 401, 'RECEIPT_INVALID');
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
      await expectRefusedByAgency({ receipt: `${header}.${forged}.${signature}` }, 401, 'RECEIPT_INVALID');
    }
  });

  it('is refused when it is signed by any other key than the gateway’s', async () => {
    const { facts } = inject('system');
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const { kid = '' } = facts.keys.receiptPrivateKey;
    await expectRefusedByAgency(
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
    await expectRefusedByAgency({ receipt: byIdentityProvider }, 401, 'RECEIPT_INVALID');
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
    for (const forgery of forged) await expectRefusedByAgency({ receipt: forgery }, 401, 'RECEIPT_INVALID');
  });

  it('opens once and again while it lasts, and never after it has expired', async () => {
    const issuedAt = Date.now() - LONGEST_LIFE_MS + 5_000;
    const receipt = await issueReceipt({ at: new Date(issuedAt) });
    expect((await callAgency({ receipt })).status).toBe(200);
    await expectRefusedByAgency(
      issueReceipt({ at: new Date(Date.now() - LONGEST_LIFE_MS - 2_000) }).then((late) => ({ receipt: late })),
      401,
      'RECEIPT_INVALID',
    );
    await expectRefusedByAgency(
      issueReceipt({ at: new Date(Date.now() + 60_000) }).then((early) => ({ receipt: early })),
      401,
      'RECEIPT_INVALID',
    );
    await sleep(issuedAt + LONGEST_LIFE_MS + 1_100 - Date.now());
    await expectRefusedByAgency({ receipt }, 401, 'RECEIPT_INVALID');
  });

  it('is refused when it was decided by another version of the rules, or names what does not exist', async () => {
    const changes = [{ policyDigest: 'another' }, { role: 'police.chief' as never }, { purpose: 'CURIOSITY' as never }];
    for (const change of changes) {
      await expectRefusedByAgency({ receipt: await issueReceipt({ changes: change }) }, 401, 'RECEIPT_INVALID');
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
    await expectRefusedByAgency({ rawBody: '{"query":' }, 400, 'BODY_MALFORMED');
    await expectRefusedByAgency({ rawBody: '' }, 400, 'BODY_MALFORMED');
    await expectRefusedByAgency({ rawBody: '[]' }, 400, 'BODY_MALFORMED');
    await expectRefusedByAgency({ rawBody: '{"query":7}' }, 400, 'BODY_MALFORMED');
    await expectRefusedByAgency({ rawBody: '{"query":"{a}","variables":[1]}' }, 400, 'BODY_MALFORMED');
    await expectRefusedByAgency({ rawBody: '<xml/>', contentType: 'application/xml' }, 415, 'MEDIA_TYPE_UNSUPPORTED');
    const large = JSON.stringify({ query: `#${'x'.repeat(BODY_LIMIT_BYTES)}` });
    await expectRefusedByAgency({ rawBody: large }, 413, 'BODY_TOO_LARGE');
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
