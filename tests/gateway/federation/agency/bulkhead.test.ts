import { describe, expect, it } from 'vitest';
import { Bulkhead } from '../../../../gateway/federation/agency/bulkhead.ts';

const LONG_MS = 60_000;
const QUEUE_MS = 50;
const WELL_MS = 1_000;

let now = 0;

function bulkheadOf(places: { readonly concurrent: number; readonly waiting: number }): Bulkhead {
  return new Bulkhead({ limits: { ...places, queueMs: QUEUE_MS, wellMs: WELL_MS }, ticks: () => now });
}

describe('a bulkhead', () => {
  it('lets so many in, lets so many wait, and turns the rest away', async () => {
    const bulkhead = bulkheadOf({ concurrent: 2, waiting: 1 });
    expect([await bulkhead.enter(LONG_MS), await bulkhead.enter(LONG_MS)]).toEqual(['entered', 'entered']);
    const waiting = bulkhead.enter(LONG_MS);
    expect(await bulkhead.enter(LONG_MS)).toBe('full');
    bulkhead.leave();
    expect(await waiting).toBe('entered');
  });

  it('lets in whoever waited longest', async () => {
    const bulkhead = bulkheadOf({ concurrent: 1, waiting: 3 });
    await bulkhead.enter(LONG_MS);
    const order: number[] = [];
    const waiting = [1, 2, 3].map(async (number) => {
      await bulkhead.enter(LONG_MS);
      order.push(number);
      bulkhead.leave();
    });
    bulkhead.leave();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
  });

  it('sends away whoever waited too long, and keeps no place for them', async () => {
    const bulkhead = bulkheadOf({ concurrent: 1, waiting: 1 });
    await bulkhead.enter(LONG_MS);
    expect(await bulkhead.enter(5)).toBe('late');
    bulkhead.leave();
    expect(await bulkhead.enter(LONG_MS)).toBe('entered');
    expect(await bulkhead.enter(5)).toBe('late');
  });

  it('never lets in more than it may, whoever comes and goes', async () => {
    const bulkhead = bulkheadOf({ concurrent: 3, waiting: 100 });
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 80 }, async (_, index) => {
        if ((await bulkhead.enter(index % 7 === 0 ? 1 : LONG_MS)) !== 'entered') return;
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, index % 5));
        inside -= 1;
        bulkhead.leave();
      }),
    );
    expect([inside, most]).toEqual([0, 3]);
    expect(await bulkhead.enter(LONG_MS)).toBe('entered');
  });
});

describe('a bulkhead of an endpoint that answers', () => {
  /** One inside, and one who has waited for longer than one should. */
  async function withQueue(): Promise<Bulkhead> {
    const bulkhead = bulkheadOf({ concurrent: 1, waiting: 10 });
    await bulkhead.enter(LONG_MS);
    void bulkhead.enter(LONG_MS);
    now += QUEUE_MS + 1;
    return bulkhead;
  }

  it('is behind when calls wait for long though answers come', async () => {
    const bulkhead = await withQueue();
    bulkhead.noteAnswer(1);
    expect(bulkhead.isBehind()).toBe(true);
    now += QUEUE_MS;
    expect(bulkhead.isBehind()).toBe(true);
  });

  it('is not behind any longer when whoever waits has not waited for long', async () => {
    const bulkhead = await withQueue();
    void bulkhead.enter(LONG_MS);
    bulkhead.noteAnswer(1);
    bulkhead.leave();
    expect(bulkhead.isBehind()).toBe(false);
    now += QUEUE_MS;
    bulkhead.noteAnswer(1);
    expect(bulkhead.isBehind()).toBe(false);
    now += 1;
    expect(bulkhead.isBehind()).toBe(true);
    bulkhead.leave();
    expect(bulkhead.isBehind()).toBe(false);
  });

  it('is not behind while nobody has to wait, however long an answer takes', async () => {
    const bulkhead = bulkheadOf({ concurrent: 2, waiting: 10 });
    await bulkhead.enter(LONG_MS);
    now += 10 * QUEUE_MS;
    bulkhead.noteAnswer(10 * QUEUE_MS);
    expect(bulkhead.isBehind()).toBe(false);
  });

  it('is not behind when the endpoint hangs, or was asked in vain for longer than one should wait', async () => {
    const bulkhead = await withQueue();
    expect(bulkhead.isBehind()).toBe(false);
    bulkhead.noteAnswer(1);
    now += QUEUE_MS + 1;
    expect(bulkhead.isBehind()).toBe(false);
  });

  it('is not behind when the endpoint is slow by itself', async () => {
    const bulkhead = await withQueue();
    bulkhead.noteAnswer(WELL_MS + 1);
    expect(bulkhead.isBehind()).toBe(false);
    bulkhead.noteAnswer(WELL_MS);
    expect(bulkhead.isBehind()).toBe(true);
  });
});

describe('a bulkhead of an endpoint that answers nobody', () => {
  const QUIET_MS = 200;

  it('tells how many it holds, inside and before it, until somebody is answered well', () => {
    const bulkhead = bulkheadOf({ concurrent: 2, waiting: 10 });
    for (let time = 0; time < 3; time += 1) void bulkhead.enter(LONG_MS);
    now += QUIET_MS;
    expect(bulkhead.held()).toBe(0);
    now += 1;
    expect(bulkhead.held()).toBe(3);
    bulkhead.noteAnswer(WELL_MS + 1);
    expect(bulkhead.held()).toBe(3);
    bulkhead.noteAnswer(WELL_MS);
    expect(bulkhead.held()).toBe(0);
    now += QUIET_MS + 1;
    expect(bulkhead.held()).toBe(3);
  });

  it('holds nobody when all have left, nor at once when somebody comes after a pause', async () => {
    const bulkhead = bulkheadOf({ concurrent: 1, waiting: 10 });
    await bulkhead.enter(LONG_MS);
    bulkhead.leave();
    now += QUIET_MS + 1;
    expect(bulkhead.held()).toBe(0);
    await bulkhead.enter(LONG_MS);
    expect(bulkhead.held()).toBe(0);
    now += QUIET_MS + 1;
    expect(bulkhead.held()).toBe(1);
  });
});
