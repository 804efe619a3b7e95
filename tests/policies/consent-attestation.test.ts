import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JWTVerifyGetKey } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  attestationEnd,
  createAttestationIssuer,
  verifyAttestation,
  type ConsentAttestation,
  type NewAttestation,
} from '../../policies/consent-attestation.ts';
import type { Receipt } from '../../policies/receipt.ts';
import type { Agency } from '../../schema/agency.ts';
import { altered, codeOf, createKeys, forge, withoutName, type Keys, type Words } from './forge.ts';

const NOW = new Date('2026-03-01T12:00:00.900Z');
const NOW_SECONDS = Date.UTC(2026, 2, 1, 12) / 1000;
const ASKER = { requestId: 'q1', subject: 'staff-7', role: 'socialtjanst.sig-coordinator', purpose: 'SIG' } as const;
const RECEIPT: Receipt = {
  ...ASKER,
  caseNumber: 'SN 2026/1',
  coordinates: ['Individual.police'],
  refsDigest: 'd1',
  policyDigest: 'p1',
};
const CONSENT = {
  id: 'S1',
  rows: ['M06'],
  recipients: ['socialtjanst.sig-coordinator'],
  participants: ['staff-9'],
  purpose: 'SIG',
  from: '2026-01-01',
  to: '2026-12-31',
} as const;
const ATTESTATION: NewAttestation = { ...ASKER, consents: { r1_a: [CONSENT] } };
const CLAIMS: Words = {
  ...ATTESTATION,
  iss: 'urn:samsyn:agency:socialtjanst',
  aud: 'urn:samsyn:agency:police',
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 10,
  jti: 'j1',
};
const TYPED: Words = { typ: 'samsyn-consent+jwt' };

let socialtjanst: Keys;
let keys: JWTVerifyGetKey;

beforeAll(async () => {
  socialtjanst = await createKeys('s1');
  keys = createLocalJWKSet({ keys: [socialtjanst.publicKey] });
});

const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
const verifyAt = (token: string, now: Date, audience: Agency = 'police'): Promise<ConsentAttestation> =>
  verifyAttestation(token, { audience, keys, receipt: RECEIPT, now });
/** What a holder says to an attestation of socialtjänsten’s own key that says otherwise in one respect. */
const codeOfForged = async (changes: Words, now = NOW): Promise<string> =>
  codeOf(verifyAt(await forge(socialtjanst, { ...CLAIMS, ...changes }, TYPED), now));

describe('an attestation', () => {
  it('says what it was issued for, to one holder, for ten seconds', async () => {
    const token = await (await createAttestationIssuer(socialtjanst.privateKey)).issue(ATTESTATION, 'police', NOW);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'EdDSA', typ: 'samsyn-consent+jwt', kid: 's1' });
    const said = decodeJwt(token);
    expect(said).toEqual({ ...CLAIMS, jti: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown });
    expect(await verifyAt(token, NOW)).toEqual({ ...ATTESTATION, jti: said.jti });
  });

  it('has an identity of its own each time, and names no key that has no name', async () => {
    const issuer = await createAttestationIssuer(withoutName(socialtjanst.privateKey));
    const tokens = [await issuer.issue(ATTESTATION, 'police', NOW), await issuer.issue(ATTESTATION, 'police', NOW)];
    expect(new Set(tokens.map((token) => decodeJwt(token).jti)).size).toBe(2);
    for (const token of tokens) {
      expect(decodeProtectedHeader(token)).toEqual({ alg: 'EdDSA', typ: 'samsyn-consent+jwt' });
    }
  });

  it('ends when a withdrawal counts on it to: ten whole seconds on', () => {
    expect(attestationEnd(NOW).toISOString()).toBe('2026-03-01T12:00:10.000Z');
    expect(attestationEnd(new Date('2026-03-01T12:00:00.000Z')).toISOString()).toBe('2026-03-01T12:00:10.000Z');
  });

  it('is good for the holder that it is addressed to alone', async () => {
    const token = await forge(socialtjanst, CLAIMS, TYPED);
    expect(await codeOf(verifyAt(token, NOW, 'police'))).toBe('accepted');
    expect(await codeOf(verifyAt(token, NOW, 'school'))).toBe('CONSENT_INVALID');
  });

  it('is taken from two seconds before it was issued to two seconds after it ends', async () => {
    const token = await forge(socialtjanst, CLAIMS, TYPED);
    const codes = await Promise.all([-3, -2, 0, 11, 12].map((seconds) => codeOf(verifyAt(token, at(seconds)))));
    expect(codes).toEqual(['CONSENT_INVALID', 'accepted', 'accepted', 'accepted', 'CONSENT_INVALID']);
  });

  it('is too old after ten seconds, however long it says that it lasts', async () => {
    const lasting = { exp: NOW_SECONDS + 3600 };
    expect(await codeOfForged(lasting, at(12))).toBe('accepted');
    expect(await codeOfForged(lasting, at(13))).toBe('CONSENT_INVALID');
  });

  it('is refused with no more than that it is', async () => {
    await expect(verifyAt('x', NOW)).rejects.toMatchObject({
      status: 403,
      message: 'the attested consents are not valid here: forged, altered, expired, or for somebody or something else',
    });
  });
});

describe('a holder', () => {
  it.each<[string, Words]>([
    ['another issuer', { iss: 'urn:samsyn:gateway' }],
    ['no issuer', { iss: undefined }],
    ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }],
    ['no beginning', { iat: undefined }],
    ['no identity', { jti: undefined }],
    ['an identity that is no text', { jti: 7 }],
    ['another request', { requestId: 'q2' }],
    ['another asker', { subject: 'staff-8' }],
    ['another role of the asker', { role: 'socialtjanst.case-worker' }],
    ['another purpose', { purpose: 'SSPF' }],
    ['no request', { requestId: undefined }],
    ['consents that are a list', { consents: [CONSENT] }],
    ['no consents at all', { consents: undefined }],
    ['one consent for a list of them', { consents: { r1_a: CONSENT } }],
  ])('refuses %s', async (_, changes) => {
    expect(await codeOfForged(changes)).toBe('CONSENT_INVALID');
  });

  it.each<[string, Words]>([
    ['no id', { id: undefined }],
    ['no rows', { rows: undefined }],
    ['a row that is no text', { rows: [6] }],
    ['a recipient that is no role', { recipients: ['anybody'] }],
    ['no recipients', { recipients: undefined }],
    ['a participant that is no text', { participants: [null] }],
    ['no participants', { participants: undefined }],
    ['a purpose that is none', { purpose: 'CURIOSITY' }],
    ['no first day', { from: undefined }],
    ['a first day that does not exist', { from: '2026-02-30' }],
    ['no last day', { to: undefined }],
    ['a last day that sorts after every day', { to: 'until further notice' }],
  ])('refuses a consent with %s', async (_, changes) => {
    const consents = { r1_a: [CONSENT, { ...CONSENT, ...changes }] };
    expect(await codeOfForged({ consents })).toBe('CONSENT_INVALID');
  });

  it('takes an attestation without any consent for what it says, and reads in it nothing that it does not', async () => {
    const token = await forge(socialtjanst, { ...CLAIMS, consents: {}, isAdministrator: true }, TYPED);
    expect(await verifyAt(token, NOW)).toEqual({ ...ASKER, consents: {}, jti: 'j1' });
  });

  it.each([{}, { typ: 'JWT' }, { typ: 'at+jwt' }])('refuses a text of another type (%o)', async (header) => {
    expect(await codeOf(verifyAt(await forge(socialtjanst, CLAIMS, header), NOW))).toBe('CONSENT_INVALID');
  });

  it('refuses a word that was changed after the signing', async () => {
    const token = await forge(socialtjanst, CLAIMS, TYPED);
    expect(await codeOf(verifyAt(altered(token, {}), NOW))).toBe('accepted');
    const wider = altered(token, { consents: { r1_b: [CONSENT] } });
    expect(await codeOf(verifyAt(wider, NOW))).toBe('CONSENT_INVALID');
  });

  it('refuses what another key has signed under socialtjänsten’s name', async () => {
    const stranger = await createKeys('s1');
    expect(await codeOf(verifyAt(await forge(stranger, CLAIMS, TYPED), NOW))).toBe('CONSENT_INVALID');
  });

  it('refuses every algorithm but Ed25519, though a key for it should be published', async () => {
    const curve = await createKeys('e1', 'ES256');
    const published = createLocalJWKSet({ keys: [socialtjanst.publicKey, curve.publicKey] });
    const answer = async (by: Keys): Promise<string> =>
      codeOf(
        verifyAttestation(await forge(by, CLAIMS, TYPED), {
          audience: 'police',
          keys: published,
          receipt: RECEIPT,
          now: NOW,
        }),
      );
    expect(await answer(socialtjanst)).toBe('accepted');
    expect(await answer(curve)).toBe('CONSENT_INVALID');
  });
});
