import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIssuerKeys } from '../../policies/issuer-keys.ts';
import { serveKeys, type KeyServer } from './serve-keys.ts';

const MINUTE_MS = 60_000;
const JWS = { payload: '', signature: '' };

let server: KeyServer;
let ticks = 0;
const published = await Promise.all(['first', 'second'].map(createPublicKey));

async function createPublicKey(kid: string): Promise<JWK> {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
}

beforeEach(async () => {
  ticks = 0;
  vi.useFakeTimers({ toFake: ['Date'] });
  server = await serveKeys(published.slice(0, 1));
});

afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

/** Time goes on, by both clocks. */
function pass(ms: number): void {
  ticks += ms;
  vi.setSystemTime(Date.now() + ms);
}

/** Looks for a key, and tells whether it was there, or else why not. */
function finder(): (kid: string) => Promise<string> {
  const keys = createIssuerKeys(server.url, () => ticks);
  return async (kid) => {
    try {
      await keys({ alg: 'ES256', kid }, JWS);
      return 'found';
    } catch (error) {
      return (error as { readonly code: string }).code;
    }
  };
}

const away = (): void => server.answer(503, '{}');
const publish = (keys: readonly JWK[]): void => server.answer(200, JSON.stringify({ keys }));

describe('the keys of an issuer', () => {
  it('are fetched once for all who come', async () => {
    const find = finder();
    expect(await Promise.all(Array.from({ length: 50 }, () => find('first')))).toEqual(Array(50).fill('found'));
    expect(server.asked()).toBe(1);
  });

  it('go on to serve while the issuer is away, for as long as they are kept', async () => {
    const find = finder();
    await find('first');
    away();
    pass(MINUTE_MS);
    expect([await find('first'), await find('second'), await find('first')]).toEqual([
      'found',
      'ERR_JOSE_GENERIC',
      'found',
    ]);
    pass(MINUTE_MS + 1);
    expect(await find('first')).toBe('ERR_JOSE_GENERIC');
    publish(published);
    pass(2_000);
    expect(await find('first')).toBe('found');
  });

  it('are fetched anew before they are too old, while those that are had serve', async () => {
    const find = finder();
    await find('first');
    publish(published);
    pass(MINUTE_MS + 1);
    expect(await find('first')).toBe('found');
    await expect.poll(server.asked, { timeout: 5_000, interval: 5 }).toBe(2);
    pass(MINUTE_MS + 1);
    expect(await find('first')).toBe('found');
  });

  it('are asked for seldom, however many unknown ones are named', async () => {
    const find = finder();
    await find('first');
    for (let number = 0; number < 200; number += 1) await find(`made up ${number}`);
    expect(server.asked()).toBe(1);
    pass(5_001);
    for (let number = 0; number < 200; number += 1) await find(`made up ${number}`);
    expect(server.asked()).toBe(2);
  });

  it('are asked for seldom while the issuer is away, however many ask', async () => {
    away();
    const find = finder();
    for (let number = 0; number < 200; number += 1) expect(await find('first')).toBe('ERR_JOSE_GENERIC');
    expect(server.asked()).toBe(1);
    pass(2_000);
    await find('first');
    expect(server.asked()).toBe(2);
  });

  it('that are new are found within seconds, and those that are gone are not believed for long', async () => {
    const find = finder();
    await find('first');
    publish(published);
    pass(5_001);
    expect(await find('second')).toBe('found');
    publish(published.slice(1));
    pass(2 * MINUTE_MS + 1);
    expect([await find('first'), await find('second')]).toEqual(['ERR_JWKS_NO_MATCHING_KEY', 'found']);
  });
});
