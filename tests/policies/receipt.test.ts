import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { AGENCY_HEADERS, digestRefs, verifyReceipt, type Receipt } from '../../policies/receipt.ts';
import type { Agency } from '../../schema/agency.ts';
import {
  codeOf,
  createKeys,
  disclosedAnew,
  forge,
  forgeReceipt,
  type Envelope,
  type Keys,
  type Words,
} from './forge.ts';

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
const DISCLOSED: Words = { ...RECEIPT, aud: 'urn:samsyn:agency:school', jti: 'j1' };
const CLAIMS: Words = { iss: 'urn:samsyn:gateway', iat: NOW_SECONDS, exp: NOW_SECONDS + 30 };
const TYPED = { typ: 'samsyn-receipt+sd-jwt' };

let gateway: Keys;
let keys: JWTVerifyGetKey;

beforeAll(async () => {
  gateway = await createKeys('g1');
  keys = createLocalJWKSet({ keys: [gateway.publicKey] });
});

const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
const verifyAt = (token: string | undefined, now: Date, audience: Agency = 'school'): Promise<Receipt> =>
  verifyReceipt(token, { audience, keys, now });
const receiptOf = (disclosed: Words = {}, { claims, header }: Envelope = {}, signer = gateway): Promise<string> =>
  forgeReceipt(signer, { ...DISCLOSED, ...disclosed }, { claims: { ...CLAIMS, ...claims }, header: header ?? TYPED });
/** What an agency says to a receipt of the gateway’s own key that says otherwise in one respect. */
const codeOfForged = async (disclosed: Words, envelope: Envelope = {}, now = NOW): Promise<string> =>
  codeOf(verifyAt(await receiptOf(disclosed, envelope), now));

describe('a receipt', () => {
  it.each([undefined, ''])('is missing where there is none (%s)', async (token) => {
    expect(await codeOf(verifyAt(token, NOW))).toBe('RECEIPT_MISSING');
  });

  it('is refused with no more than that it is', async () => {
    await expect(verifyAt('x', NOW)).rejects.toMatchObject({
      status: 401,
      message: 'the receipt is not valid here: altered, expired, or addressed to another agency',
    });
  });

  it('is good for the agency that it is addressed to alone', async () => {
    const token = await receiptOf();
    expect(await codeOf(verifyAt(token, NOW, 'school'))).toBe('accepted');
    expect(await codeOf(verifyAt(token, NOW, 'police'))).toBe('RECEIPT_INVALID');
    expect(await codeOf(verifyAt(token, NOW, 'socialtjanst'))).toBe('RECEIPT_INVALID');
  });

  it('is taken from two seconds before it was issued to two seconds after it ends', async () => {
    const token = await receiptOf();
    const codes = await Promise.all([-3, -2, 0, 31, 32].map((seconds) => codeOf(verifyAt(token, at(seconds)))));
    expect(codes).toEqual(['RECEIPT_INVALID', 'accepted', 'accepted', 'accepted', 'RECEIPT_INVALID']);
  });

  it('is too old after half a minute, however long it says that it lasts', async () => {
    const lasting = { claims: { exp: NOW_SECONDS + 3600 } };
    expect(await codeOfForged({}, lasting, at(32))).toBe('accepted');
    expect(await codeOfForged({}, lasting, at(33))).toBe('RECEIPT_INVALID');
  });
});

describe('an agency', () => {
  it.each([{}, { typ: 'JWT' }, { typ: 'samsyn-aggregate+jwt' }, { typ: 'samsyn-consent+jwt' }])(
    'refuses what the gateway signed as something else (%o)',
    async (header) => {
      expect(await codeOfForged({}, { header })).toBe('RECEIPT_INVALID');
    },
  );

  it.each<[string, Words, Words?]>([
    ['another issuer', {}, { iss: 'urn:samsyn:agency:socialtjanst' }],
    ['no issuer', {}, { iss: undefined }],
    ['no end', {}, { exp: undefined }],
    ['no beginning', {}, { iat: undefined }],
    ['digests of an unknown kind', {}, { _sd_alg: 'sha-512' }],
    ['digests of no kind', {}, { _sd_alg: undefined }],
    ['no digests', {}, { _sd: undefined }],
    ['a digest that is no list', {}, { _sd: 'all' }],
    ['digests of other receipts alone', {}, { _sd: ['47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'] }],
    ['no audience', { aud: undefined }],
    ['no identity', { jti: undefined }],
    ['a role that is none', { role: 'police.janitor' }],
    ['a purpose that is none', { purpose: 'CURIOSITY' }],
    ['a number for a case', { caseNumber: 7 }],
    ['one coordinate that is no text', { coordinates: ['Individual.school', 7] }],
    ['coordinates that are no list', { coordinates: 'Individual.school' }],
  ])('refuses %s', async (_, disclosed, claims = {}) => {
    expect(await codeOfForged(disclosed, { claims })).toBe('RECEIPT_INVALID');
  });

  it.each(Object.keys(RECEIPT))('refuses a receipt without `%s`, or with another form of it', async (claim) => {
    expect(await codeOfForged({ [claim]: undefined })).toBe('RECEIPT_INVALID');
    expect(await codeOfForged({ [claim]: { says: 'nothing' } })).toBe('RECEIPT_INVALID');
  });

  it('takes a case number, and nothing that a receipt does not say', async () => {
    const token = await receiptOf({ caseNumber: 'SN 2026/1', isAdministrator: true });
    expect(await verifyAt(token, NOW)).toEqual({ ...RECEIPT, caseNumber: 'SN 2026/1' });
  });

  it('refuses a word that was changed after the signing', async () => {
    const token = await receiptOf();
    expect(await codeOf(verifyAt(disclosedAnew(token, {}), NOW))).toBe('accepted');
    const wider = disclosedAnew(token, { coordinates: ['Individual.school', 'SchoolRecord.psychosocialNotes'] });
    expect(await codeOf(verifyAt(wider, NOW))).toBe('RECEIPT_INVALID');
  });

  it('refuses what the signature covers under another name', async () => {
    const token = await forgeReceipt(gateway, DISCLOSED, { claims: CLAIMS, header: TYPED }, 'consent');
    expect(await codeOf(verifyAt(token, NOW))).toBe('RECEIPT_INVALID');
  });

  it('refuses a receipt that discloses nothing, or two things, or has something after it', async () => {
    const [jwt = '', said = ''] = (await receiptOf()).split('~');
    expect(await codeOf(verifyAt(`${jwt}~${said}~`, NOW))).toBe('accepted');
    for (const token of [jwt, `${jwt}~`, `${jwt}~~`, `${jwt}~${said}`, `${jwt}~${said}~${said}~`, `${jwt}~${said}~x`]) {
      expect(await codeOf(verifyAt(token, NOW))).toBe('RECEIPT_INVALID');
    }
  });

  it('refuses what is said in the signed part in place of what is disclosed', async () => {
    const plain = await forge(gateway, { ...CLAIMS, ...DISCLOSED }, TYPED);
    expect(await codeOf(verifyAt(plain, NOW))).toBe('RECEIPT_INVALID');
  });

  it('refuses what another key has signed under the gateway’s name', async () => {
    const stranger = await createKeys('g1');
    expect(await codeOf(verifyAt(await receiptOf({}, {}, stranger), NOW))).toBe('RECEIPT_INVALID');
  });

  it('refuses every algorithm but Ed25519, though a key for it should be published, and an unsigned text', async () => {
    const curve = await createKeys('e1', 'ES256');
    const published = createLocalJWKSet({ keys: [gateway.publicKey, curve.publicKey] });
    const answer = async (token: string): Promise<string> =>
      codeOf(verifyReceipt(token, { audience: 'school', keys: published, now: NOW }));
    const token = await receiptOf();
    expect(await answer(token)).toBe('accepted');
    expect(await answer(await receiptOf({}, {}, curve))).toBe('RECEIPT_INVALID');
    const [, payload = ''] = token.split('.');
    const [, said = ''] = token.split('~');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.~${said}~`;
    expect(await answer(unsigned)).toBe('RECEIPT_INVALID');
  });
});

describe('the digest of refs', () => {
  it('is the same in whatever order and however often they are named, and another for other refs', () => {
    expect(digestRefs(['r1_b', 'r1_a', 'r1_b'])).toBe(digestRefs(['r1_a', 'r1_b']));
    expect(digestRefs(['r1_a', 'r1_b'])).not.toBe(digestRefs(['r1_ar1_b']));
    expect(digestRefs(['r1_a'])).not.toBe(digestRefs(['r1_b']));
  });

  it('is as an agency of another language makes it: SHA-256 of the sorted lines, base64url', () => {
    expect(digestRefs(['r1_b', 'r1_a'])).toBe('z-STguklBMRsIecM7bV5Dd1UTiUop2yTaMTqPN2HMWA');
  });
});

describe('the headers to an agency', () => {
  it('have the names that agencies of any language look for', () => {
    expect(AGENCY_HEADERS).toEqual({
      receipt: 'samsyn-receipt',
      requestId: 'samsyn-request-id',
    });
  });
});
