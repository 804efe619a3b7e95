import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { foldRevocations, type Revocation } from '../../../gateway/revocations/revocation.ts';
import { openRevocationList, type RevocationList } from '../../../gateway/revocations/revocation-list.ts';
import { createStoreKeys } from '../../../gateway/shared-store/store-keys.ts';
import type { Requester } from '../../../policies/requester.ts';
import { createLog } from '../../../schema/process/log.ts';

const KEYS = createStoreKeys(Buffer.alloc(32, 1));
const NOW = new Date('2026-03-01T12:00:00Z');
const LATER = new Date('2026-03-02T12:00:00Z');
const LIMIT_MS = 5_000;
const silent = createLog('gateway', 'silent', new Writable({ write: (_chunk, _encoding, done) => done() }));

const REQUESTER: Requester = {
  subject: 'staff-7',
  role: 'police.investigator',
  agency: 'police',
  workplace: 'police',
  issuer: 'https://issuer.test/',
  tokenId: 'token-1',
  expiresAt: 0,
};

function said(digest: string, until: Date | null, at = NOW): Revocation {
  return { id: `${digest}-${at.getTime()}`, at, digest, until };
}

describe('what was said of one digest', () => {
  const before = new Date(NOW.getTime() - 1);

  it('counts as it was said last, in whatever order and place it is read', () => {
    const closed = said('a', LATER, before);
    const lifted = said('a', null, NOW);
    expect(foldRevocations([closed, lifted]).size).toBe(0);
    expect(foldRevocations([lifted, closed]).size).toBe(0);
    expect(foldRevocations([said('a', null, before), said('a', LATER)])).toEqual(new Map([['a', LATER.getTime()]]));
  });

  it('closes, where closing and lifting were said at once', () => {
    for (const both of [
      [said('a', null), said('a', LATER)],
      [said('a', LATER), said('a', null)],
    ])
      expect(foldRevocations(both)).toEqual(new Map([['a', LATER.getTime()]]));
  });
});

describe('the list that a replica holds', () => {
  let list: RevocationList | null = null;
  afterEach(async () => list?.close());

  /** A list over sources of which each test says what they tell, on a clock of its own. */
  async function open(sources: (() => Promise<readonly Revocation[]>)[]) {
    const clock = { ms: 1_000 };
    list = await openRevocationList({
      sources,
      keys: KEYS,
      limitMs: LIMIT_MS,
      log: silent,
      monotonicMs: () => clock.ms,
    });
    return { list, clock };
  }

  const codeOf = (opened: RevocationList, requester = REQUESTER, now = NOW): string => {
    try {
      opened.requireStanding(requester, now);
      return 'in';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('shuts out a subject and a token, each until its time, and nobody else', async () => {
    const opened = await open([
      () => Promise.resolve([said(KEYS('subject', 'staff-8'), LATER)]),
      () => Promise.resolve([said(KEYS('token', 'token-2'), LATER)]),
    ]);
    expect(codeOf(opened.list)).toBe('in');
    expect(codeOf(opened.list, { ...REQUESTER, subject: 'staff-8' })).toBe('ACCESS_REVOKED');
    expect(codeOf(opened.list, { ...REQUESTER, tokenId: 'token-2' })).toBe('ACCESS_REVOKED');
    // A subject is no token.
    expect(codeOf(opened.list, { ...REQUESTER, subject: 'token-2', tokenId: 'staff-8' })).toBe('in');
    expect(codeOf(opened.list, { ...REQUESTER, tokenId: null })).toBe('in');
    expect(codeOf(opened.list, { ...REQUESTER, subject: 'staff-8' }, LATER)).toBe('in');
  });

  it('is read again by itself', async () => {
    const told: Revocation[] = [];
    const opened = await open([() => Promise.resolve([...told])]);
    expect(codeOf(opened.list)).toBe('in');
    told.push(said(KEYS('subject', REQUESTER.subject), LATER));
    await expect.poll(() => codeOf(opened.list), { timeout: 5_000, interval: 50 }).toBe('ACCESS_REVOKED');
  });

  it('lets nobody in that was never read', async () => {
    const opened = await open([() => Promise.resolve([]), () => Promise.reject(new Error('away'))]);
    expect(codeOf(opened.list)).toBe('REVOCATIONS_UNKNOWN');
    expect(opened.list.isReady()).toBe(false);
  });

  it('is relied on for a while when a place is away, then by nobody, and again when it is back', async () => {
    const shutOut = said(KEYS('subject', 'staff-8'), LATER);
    const store = { isAway: false, reads: 0 };
    const opened = await open([
      () => Promise.resolve([]),
      () => {
        store.reads += 1;
        return store.isAway ? Promise.reject(new Error('away')) : Promise.resolve([shutOut]);
      },
    ]);
    store.isAway = true;
    const { reads } = store;
    await expect.poll(() => store.reads, { timeout: 5_000, interval: 50 }).toBeGreaterThan(reads);
    await sleep(50);
    opened.clock.ms += LIMIT_MS;
    expect(codeOf(opened.list)).toBe('in');
    expect(codeOf(opened.list, { ...REQUESTER, subject: 'staff-8' })).toBe('ACCESS_REVOKED');
    opened.clock.ms += 1;
    expect(codeOf(opened.list)).toBe('REVOCATIONS_UNKNOWN');
    expect(codeOf(opened.list, { ...REQUESTER, subject: 'staff-8' })).toBe('REVOCATIONS_UNKNOWN');
    expect(opened.list.isReady()).toBe(false);
    store.isAway = false;
    await expect.poll(() => codeOf(opened.list), { timeout: 5_000, interval: 50 }).toBe('in');
  });
});
