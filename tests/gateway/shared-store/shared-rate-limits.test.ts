import { Writable } from 'node:stream';
import { Redis as Valkey } from 'iovalkey';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSharedStore, type SharedStore } from '../../../gateway/shared-store/open-shared-store.ts';
import type { RateLimits } from '../../../gateway/shared-store/rate-limits.ts';
import { shareRateLimits } from '../../../gateway/shared-store/shared-rate-limits.ts';
import { createStoreKeys } from '../../../gateway/shared-store/store-keys.ts';
import { createLog } from '../../../schema/process/log.ts';
import { freePort } from '../local/free-port.ts';
import { startStore, STORE_PROGRAM, type RunningStore } from './start-store.ts';

const RULE = { name: 'actor', points: 5, seconds: 60 } as const;
const KEYS = createStoreKeys(Buffer.alloc(32, 7));
const PATIENCE = { timeout: 10_000, interval: 50 } as const;
const lines: string[] = [];
const log = createLog(
  'gateway',
  'info',
  new Writable({
    write: (chunk: Buffer, _, done) => {
      lines.push(chunk.toString());
      done();
    },
  }),
);

describe.skipIf(STORE_PROGRAM === null)('a limit that two replicas share', () => {
  let running: RunningStore;
  let stores: readonly SharedStore[];
  let replicas: readonly RateLimits[];

  beforeAll(async () => {
    running = await startStore(await freePort());
    stores = [openSharedStore(running.url, log), openSharedStore(running.url, log)];
    replicas = stores.map((store) => shareRateLimits(store, KEYS)(RULE));
    for (const { client } of stores) await untilReady(client);
  });

  afterAll(async () => {
    for (const store of stores) await store.close();
    await running.close();
  });

  async function take(times: number, who: string): Promise<readonly boolean[]> {
    const taken: boolean[] = [];
    for (let at = 0; at < times; at += 1) {
      taken.push((await replicas[at % 2]?.consume(who, 1))?.isAllowed ?? false);
    }
    return taken;
  }

  it('holds across both, and says when to come again', async () => {
    expect(await take(7, 'staff-1')).toEqual([true, true, true, true, true, false, false]);
    for (const replica of replicas) {
      expect(await replica.consume('staff-1', 1)).toEqual({
        isAllowed: false,
        retryAfterSeconds: expect.any(Number) as number,
      });
      expect(await replica.consume('staff-2', 1)).toEqual({ isAllowed: true });
    }
    const verdict = await replicas[0]?.consume('staff-1', 1);
    expect(verdict).toSatisfy(
      ({ retryAfterSeconds }: { retryAfterSeconds: number }) => retryAfterSeconds >= 1 && retryAfterSeconds <= 60,
    );
  });

  it('is kept under hashes that no one can guess, and not for ever', async () => {
    const client = new Valkey(running.url);
    const keys = await client.keys('*');
    expect(keys.length).toBe(2);
    for (const key of keys) {
      expect(key).toMatch(/^samsyn:rate:actor:[\w-]{43}$/);
      expect(await client.ttl(key)).toBeGreaterThan(0);
    }
    expect(createStoreKeys(Buffer.alloc(32, 8))('rate', 'staff-1')).not.toBe(KEYS('rate', 'staff-1'));
    expect(keys).toContain(`samsyn:rate:actor:${KEYS('rate', 'staff-1')}`);
    client.disconnect();
  });

  it('is counted by each alone while the store is away, and together again when it is back', async () => {
    await running.kill();
    await expect.poll(() => stores.map(({ client }) => client.status), PATIENCE).not.toContain('ready');
    // Five at each of the two, and no more.
    expect((await take(12, 'staff-3')).filter(Boolean)).toHaveLength(10);
    await running.startAgain();
    for (const { client } of stores) await untilReady(client);
    expect((await take(12, 'staff-3')).filter(Boolean)).toHaveLength(5);
    const told = lines.join('');
    expect(told).toContain('the shared store is away');
    expect(told).toContain('the shared store is back');
    expect(told).not.toMatch(/staff-|127\.0\.0\.1/);
  });
});

async function untilReady(client: Valkey): Promise<void> {
  const until = Date.now() + PATIENCE.timeout;
  while (client.status !== 'ready' && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
}
