import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenVerifier, type TokenIssuer } from '../../policies/requester.ts';
import { altered, codeOf, createKeys, forge, type Keys, type Words } from './forge.ts';
import { serveKeys, type KeyServer } from './serve-keys.ts';
import { at, CLAIMS, ISSUER, issuerAt, NOW, NOW_SECONDS } from './token-claims.ts';

let police: Keys;
let otherCurve: Keys;
let published: KeyServer;

beforeAll(async () => {
  police = await createKeys('p1', 'ES256');
  otherCurve = await createKeys('p2');
  published = await serveKeys([police.publicKey, otherCurve.publicKey]);
});
afterAll(async () => {
  await published.close();
});

const newVerifier = (changes: Partial<TokenIssuer> = {}): ReturnType<typeof createTokenVerifier> =>
  createTokenVerifier([issuerAt(published.url, changes)]);
/** What is said to a token of the issuer’s own key that says otherwise in one respect. */
const codeOfToken = async (changes: Words, now = NOW): Promise<string> =>
  codeOf(newVerifier().verify(`Bearer ${await forge(police, { ...CLAIMS, ...changes })}`, now));

describe('who asks', () => {
  it('is as the token says, and works at home unless it says otherwise', async () => {
    const requester = {
      subject: 'staff-7',
      role: 'police.investigator',
      agency: 'police',
      workplace: 'police',
      issuer: ISSUER,
      tokenId: null,
      expiresAt: NOW_SECONDS + 3600,
    };
    const token = await forge(police, CLAIMS);
    expect(await newVerifier().verify(`Bearer ${token}`, NOW)).toEqual(requester);
    expect(await newVerifier().verify(`bearer ${token}`, NOW)).toEqual(requester);
    const numbered = await forge(police, { ...CLAIMS, jti: 'token-1' });
    expect(await newVerifier().verify(`Bearer ${numbered}`, NOW)).toEqual({ ...requester, tokenId: 'token-1' });
    const guest = await forge(police, { ...CLAIMS, samsyn_workplace: 'socialtjanst' });
    expect(await newVerifier().verify(`Bearer ${guest}`, NOW)).toEqual({ ...requester, workplace: 'socialtjanst' });
  });

  it.each<[string, (token: string) => string | undefined]>([
    ['no header', () => undefined],
    ['an empty header', () => ''],
    ['another scheme', (token) => `Basic ${token}`],
    ['a token without its scheme', (token) => token],
    ['something before it', (token) => `X Bearer ${token}`],
    ['something after it', (token) => `Bearer ${token} x`],
    ['two parts', (token) => `Bearer ${token.split('.').slice(0, 2).join('.')}`],
    ['four parts', (token) => `Bearer ${token}.x`],
    ['no signature', (token) => `Bearer ${token.split('.').slice(0, 2).join('.')}.`],
    ['no claims', (token) => `Bearer ${token.replace(/\.[^.]+\./, '..')}`],
    ['no head', (token) => `Bearer ${token.replace(/^[^.]+/, '')}`],
  ])('is nobody with %s', async (_, write) => {
    expect(await codeOf(newVerifier().verify(write(await forge(police, CLAIMS)), NOW))).toBe('UNAUTHENTICATED');
  });

  it.each<[string, Words]>([
    ['a role that is none', { samsyn_role: 'police.janitor' }],
    ['no role', { samsyn_role: undefined }],
    ['an agency that is none', { samsyn_agency: 'bank' }],
    ['no agency', { samsyn_agency: undefined }],
    ['a workplace that is none', { samsyn_workplace: 'bank' }],
    ['a role of another agency', { samsyn_role: 'school.principal' }],
    ['the agency of another role, though the issuer speaks for it', { samsyn_agency: 'school' }],
    ['an agency that the issuer does not speak for', { samsyn_role: 'analyst', samsyn_agency: 'socialtjanst' }],
    ['a personal identity number for a name', { sub: ['199901', '019802'].join('') }],
    ['a name with spaces', { sub: 'Anna Andersson' }],
  ])('is unknown with %s', async (_, changes) => {
    expect(await codeOfToken(changes)).toBe('ROLE_UNKNOWN');
  });

  it('serves any agency as an analyst that the issuer speaks for', async () => {
    const token = await forge(police, { ...CLAIMS, samsyn_role: 'analyst', samsyn_agency: 'school' });
    expect(await newVerifier().verify(`Bearer ${token}`, NOW)).toMatchObject({ role: 'analyst', agency: 'school' });
  });
});

describe('a token', () => {
  it.each<[string, Words]>([
    ['an issuer that is not trusted', { iss: 'https://login.example/' }],
    ['an issuer whose name begins alike', { iss: `${ISSUER}x` }],
    ['no issuer', { iss: undefined }],
    ['an issuer that is no text', { iss: [ISSUER] }],
    ['another audience', { aud: 'urn:samsyn:other' }],
    ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }],
    ['an end that is no number', { exp: '2099-01-01' }],
    ['no beginning', { iat: undefined }],
    ['no subject', { sub: undefined }],
  ])('is foreign with %s', async (_, changes) => {
    expect(await codeOfToken(changes)).toBe('TOKEN_FOREIGN');
  });

  it('is foreign when it is altered, of another key, or no token at all', async () => {
    const verifier = newVerifier();
    const token = await forge(police, CLAIMS);
    const stranger = await createKeys('p1', 'ES256');
    const unpublished = await createKeys('p9', 'ES256');
    const tokens = [
      altered(token, { samsyn_role: 'police.patrol-officer' }),
      await forge(stranger, CLAIMS),
      await forge(unpublished, CLAIMS),
      'not.a.token',
    ];
    expect(await codeOf(verifier.verify(`Bearer ${altered(token, {})}`, NOW))).toBe('accepted');
    for (const foreign of tokens) {
      expect(await codeOf(verifier.verify(`Bearer ${foreign}`, NOW))).toBe('TOKEN_FOREIGN');
    }
  });

  it('is foreign under an algorithm that is not agreed with the issuer, though its key is published', async () => {
    const token = `Bearer ${await forge(otherCurve, CLAIMS)}`;
    expect(await codeOf(newVerifier().verify(token, NOW))).toBe('TOKEN_FOREIGN');
    expect(await codeOf(newVerifier({ algorithms: ['ES256', 'EdDSA'] }).verify(token, NOW))).toBe('accepted');
  });

  it('of one trusted issuer is foreign under the name of another', async () => {
    const school = await createKeys('p1', 'ES256');
    const schoolKeys = await serveKeys([school.publicKey]);
    const verifier = createTokenVerifier([
      issuerAt(published.url),
      issuerAt(schoolKeys.url, { issuer: 'https://login.skolan.example/' }),
    ]);
    expect(await codeOf(verifier.verify(`Bearer ${await forge(school, CLAIMS)}`, NOW))).toBe('TOKEN_FOREIGN');
    await schoolKeys.close();
  });

  it('is taken from five seconds before it was issued to five seconds after it ends', async () => {
    const inTime = await Promise.all([-6, -5, 0, 3604, 3605].map((seconds) => codeOfToken({}, at(seconds))));
    expect(inTime).toEqual(['TOKEN_FOREIGN', 'accepted', 'accepted', 'accepted', 'TOKEN_EXPIRED']);
  });

  it('has expired after twelve hours, however long the issuer lets it last', async () => {
    const lasting = { exp: NOW_SECONDS + 7 * 24 * 3600 };
    expect(await codeOfToken(lasting, at(12 * 3600 + 5))).toBe('accepted');
    expect(await codeOfToken(lasting, at(12 * 3600 + 6))).toBe('TOKEN_EXPIRED');
  });
});
