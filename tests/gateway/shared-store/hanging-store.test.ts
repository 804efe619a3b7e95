import { Redis as Valkey } from 'iovalkey';
import { afterEach, describe, expect, it } from 'vitest';
import { openSharedStore, type SharedStore } from '../../../gateway/shared-store/open-shared-store.ts';
import { shareRateLimits } from '../../../gateway/shared-store/shared-rate-limits.ts';
import { createStoreKeys } from '../../../gateway/shared-store/store-keys.ts';
import { readSharedRevocations } from '../../../gateway/revocations/shared-revocations.ts';
import { createLog } from '../../../schema/process/log.ts';
import { freePort } from '../local/free-port.ts';
import { startHangingRelay, type HangingRelay } from './hanging-relay.ts';
import { startStore, STORE_PROGRAM, type RunningStore } from './start-store.ts';

const RULE = { name: 'actor', points: 5, seconds: 60 } as const;
const KEYS = createStoreKeys(Buffer.alloc(32, 7));
const PATIENCE = { timeout: 10_000, interval: 20 } as const;
/** What is in every command that counts. */
const COUNTING = 'samsyn:rate';
/** How many ask at the moment at which the store begins to hang. */
const AT_ONCE = 8;

let relay: HangingRelay;
let shared: SharedStore;
let store: RunningStore | null = null;

afterEach(async () => {
  await shared.close();
  await relay.close();
  await store?.close();
  store = null;
});

function open() {
  shared = openSharedStore(relay.url, createLog('gateway', 'silent'));
  return shareRateLimits(shared, KEYS)(RULE);
}

async function countAllowed(verdicts: readonly Promise<{ readonly isAllowed: boolean }>[]): Promise<number> {
  return (await Promise.all(verdicts)).filter(({ isAllowed }) => isAllowed).length;
}

describe('a store that takes connections and never answers', () => {
  it('is asked nothing: each gateway counts by itself, and nobody is shut out by what it cannot read', async () => {
    relay = await startHangingRelay(null);
    const limits = open();
    const taken = Array.from({ length: 20 }, () => limits.consume('staff-1', 1));
    expect(await countAllowed(taken)).toBe(RULE.points);
    await expect.poll(() => relay.swallowed('info'), PATIENCE).toBeGreaterThan(1);
    expect(await countAllowed([limits.consume('staff-2', 1)])).toBe(1);
    await expect(readSharedRevocations(shared.client)).rejects.toThrow();
    expect(relay.swallowed(COUNTING)).toBe(0);
    expect(relay.swallowed('hgetall')).toBe(0);
  });
});

describe.skipIf(STORE_PROGRAM === null)('a store that begins to hang', () => {
  it('costs those who asked just then a moment, and later ones nothing; it is found again by itself', async () => {
    const port = await freePort();
    store = await startStore(port);
    relay = await startHangingRelay(port);
    const limits = open();
    await expect.poll(() => shared.client.status, PATIENCE).toBe('ready');
    expect(await countAllowed([limits.consume('staff-1', 1)])).toBe(1);
    relay.hang();
    const first = Array.from({ length: AT_ONCE }, () => limits.consume('staff-1', 1));
    expect(await countAllowed(first)).toBe(RULE.points);
    expect(relay.swallowed(COUNTING)).toBe(AT_ONCE);
    expect(shared.client.status).not.toBe('ready');
    // Long enough for several attempts to find it again.
    await expect.poll(() => relay.swallowed('info'), PATIENCE).toBeGreaterThan(1);
    const later = Array.from({ length: 40 }, (_, at) => limits.consume(`staff-${at + 2}`, 1));
    expect(await countAllowed(later)).toBe(later.length);
    expect(relay.swallowed(COUNTING)).toBe(AT_ONCE);
    relay.goOn();
    await expect.poll(() => shared.client.status, PATIENCE).toBe('ready');
    expect(await countAllowed([limits.consume('staff-1', 1)])).toBe(1);
    expect(await countAtStore(store.url)).toBe('2');
  });
});

/** What the store itself has counted. */
async function countAtStore(url: string): Promise<string | null> {
  const client = new Valkey(url);
  const count = await client.get(`samsyn:rate:actor:${KEYS('rate', 'staff-1')}`);
  client.disconnect();
  return count;
}
