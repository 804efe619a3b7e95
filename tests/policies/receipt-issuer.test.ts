import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JWTVerifyGetKey } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createReceiptIssuer, type ReceiptIssuer } from '../../policies/receipt-issuer.ts';
import { verifyReceipt, type Receipt } from '../../policies/receipt.ts';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { createKeys, disclosedBy, withoutName, type Keys } from './forge.ts';

const NOW = new Date('2026-03-01T12:00:00.900Z');
const NOW_SECONDS = Date.UTC(2026, 2, 1, 12) / 1000;
const RECEIPT: Receipt = {
  subject: 'staff-7',
  role: 'police.investigator',
  purpose: 'INVESTIGATION',
  caseNumber: null,
  coordinates: ['Individual.school', 'SchoolRecord.attendance'],
  refsDigest: 'd1',
  policyDigest: 'p1',
  requestId: 'q1',
};

let gateway: Keys;
let keys: JWTVerifyGetKey;
let issuer: ReceiptIssuer;

beforeAll(async () => {
  gateway = await createKeys('g1');
  keys = createLocalJWKSet({ keys: [gateway.publicKey] });
  issuer = await createReceiptIssuer(gateway.privateKey);
});

const verify = (token: string, audience: Agency = 'school', now = NOW): Promise<Receipt> =>
  verifyReceipt(token, { audience, keys, now });
const jwtOf = (token: string): string => token.split('~')[0] ?? '';
const digestsOf = (token: string): readonly string[] => decodeJwt(jwtOf(token))['_sd'] as string[];
const issueMany = (count: number, now = NOW): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, (_, at) => issuer.issue({ ...RECEIPT, requestId: `q${at}` }, 'school', now)),
  );

describe('a receipt', () => {
  it('says what it was issued for, to one agency, for half a minute', async () => {
    const token = await issuer.issue(RECEIPT, 'school', NOW);
    expect(decodeProtectedHeader(jwtOf(token))).toEqual({ alg: 'EdDSA', typ: 'samsyn-receipt+sd-jwt', kid: 'g1' });
    expect(decodeJwt(jwtOf(token))).toEqual({
      iss: 'urn:samsyn:gateway',
      iat: NOW_SECONDS,
      exp: NOW_SECONDS + 30,
      _sd_alg: 'sha-256',
      _sd: expect.any(Array) as unknown,
    });
    const jti = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown;
    expect(disclosedBy(token)).toEqual({ ...RECEIPT, aud: 'urn:samsyn:agency:school', jti });
    expect(await verify(token)).toEqual(RECEIPT);
  });

  it('has an identity of its own each time, and names no key that has no name', async () => {
    const nameless = await createReceiptIssuer(withoutName(gateway.privateKey));
    const tokens = [await nameless.issue(RECEIPT, 'school', NOW), await nameless.issue(RECEIPT, 'school', NOW)];
    expect(new Set(tokens.map((token) => disclosedBy(token)['jti'])).size).toBe(2);
    expect(decodeProtectedHeader(jwtOf(tokens[0] ?? ''))).toEqual({ alg: 'EdDSA', typ: 'samsyn-receipt+sd-jwt' });
  });
});

describe('receipts that are asked for at once', () => {
  it('have one signature, and each agency can read its own alone', async () => {
    const tokens = await Promise.all(
      AGENCIES.map((agency) => issuer.issue({ ...RECEIPT, requestId: `for ${agency}` }, agency, NOW)),
    );
    expect(new Set(tokens.map(jwtOf)).size).toBe(1);
    for (const [at, agency] of AGENCIES.entries()) {
      const token = tokens[at] ?? '';
      expect((await verify(token, agency)).requestId).toBe(`for ${agency}`);
      const told = Buffer.from(token.replace(/[.~]/g, ''), 'base64url').toString('latin1') + token;
      for (const other of AGENCIES.filter((name) => name !== agency)) {
        expect(told).not.toContain(`for ${other}`);
        expect(JSON.stringify([decodeJwt(jwtOf(token)), disclosedBy(token)])).not.toContain(`for ${other}`);
        await expect(verify(token, other)).rejects.toMatchObject({ code: 'RECEIPT_INVALID' });
      }
    }
  });

  it('do not tell how many there are, nor whose digest is which', async () => {
    const ofOne = await issueMany(1);
    const ofThree = await issueMany(3);
    expect([...ofOne, ...ofThree].map((token) => digestsOf(token).length)).toEqual([4, 4, 4, 4]);
    expect((await issueMany(5)).map((token) => digestsOf(token).length)).toEqual([8, 8, 8, 8, 8]);
    for (const token of ofThree) expect(digestsOf(token)).toEqual([...digestsOf(token)].sort());
    const all = [...ofOne, ...(await issueMany(1))].flatMap(digestsOf);
    expect(new Set(all).size).toBe(all.length);
  });

  it('have one signature for sixteen at the most', async () => {
    const tokens = await issueMany(40);
    const counts = new Map<string, number>();
    for (const token of tokens) counts.set(jwtOf(token), (counts.get(jwtOf(token)) ?? 0) + 1);
    expect([...counts.values()]).toEqual([16, 16, 8]);
    const verified = await Promise.all(tokens.map((token) => verify(token)));
    expect(verified.map(({ requestId }) => requestId)).toEqual(tokens.map((_, at) => `q${at}`));
  });

  it('have one signature only when they are of the same second', async () => {
    const later = new Date(NOW.getTime() + 1000);
    const [[early = ''], [late = '']] = await Promise.all([issueMany(1), issueMany(1, later)]);
    expect(jwtOf(early)).not.toBe(jwtOf(late));
    expect([decodeJwt(jwtOf(early)).iat, decodeJwt(jwtOf(late)).iat]).toEqual([NOW_SECONDS, NOW_SECONDS + 1]);
  });
});
