import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTokenVerifier, tokenIssuersSetting, type TokenVerifier } from '../../policies/requester.ts';
import { codeOf, createKeys, forge, type Keys } from './forge.ts';
import { serveKeys, type KeyServer } from './serve-keys.ts';
import { at, CLAIMS, issuerAt, NOW, NOW_SECONDS } from './token-claims.ts';

let police: Keys;
let published: KeyServer;

beforeAll(async () => {
  police = await createKeys('p1', 'ES256');
  published = await serveKeys([police.publicKey]);
});
afterAll(async () => {
  await published.close();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const newVerifier = (): TokenVerifier => createTokenVerifier([issuerAt(published.url)]);

describe('an issuer', () => {
  it.each<[string, (server: KeyServer) => unknown]>([
    [
      'has broken down',
      (server) => {
        server.answer(500, '{}');
      },
    ],
    [
      'sends one elsewhere',
      (server) => {
        server.answer(302, '');
      },
    ],
    [
      'answers something other than keys',
      (server) => {
        server.answer(200, '{"keys":7}');
      },
    ],
    [
      'answers in another form',
      (server) => {
        server.answer(200, '<html>');
      },
    ],
    ['is not there', (server) => server.close()],
    [
      'does not answer',
      (server) => {
        const soon = AbortSignal.timeout(50);
        vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => soon);
        server.fallSilent();
      },
    ],
  ])('that %s makes nobody foreign', async (_, breakDown) => {
    const server = await serveKeys([police.publicKey]);
    await breakDown(server);
    const verifier = createTokenVerifier([issuerAt(server.url)]);
    expect(await codeOf(verifier.verify(`Bearer ${await forge(police, CLAIMS)}`, NOW))).toBe('ISSUER_UNAVAILABLE');
    await server.close();
  });

  it('is not asked about a token of an issuer that is not trusted', async () => {
    const server = await serveKeys([]);
    const verifier = createTokenVerifier([issuerAt(server.url)]);
    const token = await forge(police, { ...CLAIMS, iss: 'https://login.example/' });
    expect(await codeOf(verifier.verify(`Bearer ${token}`, NOW))).toBe('TOKEN_FOREIGN');
    expect(server.asked()).toBe(0);
    await server.close();
  });
});

describe('a verified token', () => {
  it('is remembered for a minute, and then looked at again', async () => {
    const verifier = newVerifier();
    const token = `Bearer ${await forge(police, CLAIMS)}`;
    const other = `Bearer ${await forge(police, { ...CLAIMS, sub: 'staff-8' })}`;
    const first = await verifier.verify(token, NOW);
    expect(await verifier.verify(other, NOW)).toMatchObject({ subject: 'staff-8' });
    expect(await verifier.verify(token, at(59.999))).toBe(first);
    const again = await verifier.verify(token, at(60));
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
  });

  it('is not remembered past its end', async () => {
    const verifier = newVerifier();
    const token = `Bearer ${await forge(police, { ...CLAIMS, exp: NOW_SECONDS + 10 })}`;
    const first = await verifier.verify(token, NOW);
    expect(await verifier.verify(token, at(9))).toBe(first);
    expect(await verifier.verify(token, at(10))).not.toBe(first);
    expect(await codeOf(verifier.verify(token, at(15)))).toBe('TOKEN_EXPIRED');
  });

  it('is not remembered when it was refused', async () => {
    const verifier = newVerifier();
    const token = `Bearer ${await forge(police, CLAIMS)}`;
    expect(await codeOf(verifier.verify(token, at(-60)))).toBe('TOKEN_FOREIGN');
    expect(await codeOf(verifier.verify(token, NOW))).toBe('accepted');
  });
});

describe('the setting of trusted issuers', () => {
  const issuer = issuerAt('https://login.polisen.example/jwks');
  const isGood = (setting: unknown): boolean => tokenIssuersSetting.safeParse(setting).success;

  it('takes issuers, their keys, their audience, their algorithms and the agencies that they speak for', () => {
    expect(isGood([issuer])).toBe(true);
    for (const algorithm of ['ES256', 'ES384', 'EdDSA', 'PS256', 'RS256']) {
      expect(isGood([{ ...issuer, algorithms: [algorithm] }])).toBe(true);
    }
  });

  it.each<[string, unknown]>([
    ['nobody', []],
    ['one without a name', [{ ...issuer, issuer: undefined }]],
    ['a name that is no address', [{ ...issuer, issuer: 'polisen' }]],
    ['keys at no address', [{ ...issuer, jwksUri: 'keys' }]],
    ['no audience', [{ ...issuer, audience: '' }]],
    ['no algorithm', [{ ...issuer, algorithms: [] }]],
    ['unsigned tokens', [{ ...issuer, algorithms: ['none'] }]],
    ['a shared secret', [{ ...issuer, algorithms: ['HS256'] }]],
    ['no agency', [{ ...issuer, agencies: [] }]],
    ['an agency that is none', [{ ...issuer, agencies: ['bank'] }]],
    ['a word that it does not know', [{ ...issuer, agency: 'police' }]],
  ])('refuses %s', (_, setting) => {
    expect(isGood(setting)).toBe(false);
  });
});
