import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTokenMaker, openRunTokens, type TokenScope } from '../../../subgraphs/platform/aggregates/run-tokens.ts';

const KEY = Buffer.alloc(32, 7);
const PERSON = `r1_${'A'.repeat(43)}`;
const SCOPE: TokenScope = {
  runId: '6a1c1d3e-8b1f-4c55-9d0a-0b6c5a2f7e11',
  digest: 'a-digest',
  period: '2026-VT',
  countedUntil: '2026-07-01',
};

const tokenIn = (scope: TokenScope, key = KEY): string => createTokenMaker(key, scope)(PERSON).toString('hex');

describe('the token of a person in a run', () => {
  it('is the HMAC of the ref, to 64 bits, under a key that HKDF derives for the run', () => {
    const hmac = (key: Buffer | string, ...parts: readonly (Buffer | string)[]): Buffer =>
      Buffer.from(parts.reduce((mac, part) => mac.update(part), createHmac('sha256', key)).digest());
    // RFC 5869, written out: extract under the salt, then the first block of expand.
    const extracted = hmac(SCOPE.runId, KEY);
    const runKey = hmac(extracted, 'samsyn aggregate a-digest 2026-VT 2026-07-01', Buffer.from([1]));
    expect(tokenIn(SCOPE)).toBe(hmac(runKey, PERSON).subarray(0, 8).toString('hex'));
  });

  it('is the same at every agency of the run', () => {
    expect(tokenIn(SCOPE)).toBe(tokenIn({ ...SCOPE }));
  });

  it.each<[string, Partial<TokenScope>]>([
    ['run', { runId: '6a1c1d3e-8b1f-4c55-9d0a-0b6c5a2f7e12' }],
    ['wording', { digest: 'b-digest' }],
    ['period', { period: '2026-HT' }],
    ['last counted day', { countedUntil: '2026-06-01' }],
  ])('is another in another %s', (_, change) => {
    expect(tokenIn({ ...SCOPE, ...change })).not.toBe(tokenIn(SCOPE));
  });

  it('has beside it a sign of the key, which is no token of anybody and another in each run', () => {
    const checkIn = (scope: TokenScope, key = KEY): string => openRunTokens(key, scope).keyCheck;
    expect(checkIn(SCOPE)).toMatch(/^[0-9a-f]{16}$/);
    expect(checkIn(SCOPE)).toBe(checkIn({ ...SCOPE }));
    const others = [checkIn(SCOPE, Buffer.alloc(32, 8)), checkIn({ ...SCOPE, runId: 'x' }), tokenIn(SCOPE)];
    expect(new Set([checkIn(SCOPE), ...others]).size).toBe(4);
  });

  it('is another under another key', () => {
    expect(tokenIn(SCOPE, Buffer.alloc(32, 8))).not.toBe(tokenIn(SCOPE));
  });
});
