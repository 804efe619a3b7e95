import { describe, expect, it } from 'vitest';
import { Bulkhead, type Visitor } from '../../../../gateway/federation/agency/bulkhead.ts';

const LONG_MS = 60_000;
const QUEUE_MS = 50;
const WELL_MS = 1_000;

/** Whose calls they are, where that is of no account. */
const REQUEST: Visitor = { request: {}, asker: 'somebody' };

const visitorOf = (asker: string): Visitor => ({ request: {}, asker });

let now = 0;

function bulkheadOf(places: { readonly concurrent: number; readonly waiting: number }): Bulkhead {
  return new Bulkhead({ limits: { ...places, queueMs: QUEUE_MS, wellMs: WELL_MS }, ticks: () => now });
}

describe('a bulkhead', () => {
  it('lets so many in, lets so many wait, and turns the rest away', async () => {
    const bulkhead = bulkheadOf({ concurrent: 2, waiting: 1 });
    expect([await bulkhead.enter(LONG_MS, REQUEST), await bulkhead.enter(LONG_MS, REQUEST)]).toEqual([
      'entered',
      'entered',
    ]);
    const waiting = bulkhead.enter(LONG_MS, REQUEST);
    expect(await bulkhead.enter(LONG_MS, REQUEST)).toBe('full');
    bulkhead.leave(REQUEST);
    expect(await waiting).toBe('entered');
  });

  it('lets in whoever waited longest', async () => {
    const bulkhead = bulkheadOf({ concurrent: 1, waiting: 3 });
    await bulkhead.enter(LONG_MS, REQUEST);
    const order: number[] = [];
    const waiting = [1, 2, 3].map(async (number) => {
      await bulkhead.enter(LONG_MS, REQUEST);
      order.push(number);
      bulkhead.leave(REQUEST);
    });
    bulkhead.leave(REQUEST);
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
  });

  it('sends away whoever waited too long, and keeps no place for them', async () => {
    const bulkhead = bulkheadOf({ concurrent: 1, waiting: 1 });
    await bulkhead.enter(LONG_MS, REQUEST);
    expect(await bulkhead.enter(5, REQUEST)).toBe('late');
    bulkhead.leave(REQUEST);
    expect(await bulkhead.enter(LONG_MS, REQUEST)).toBe('entered');
    expect(await bulkhead.enter(5, REQUEST)).toBe('late');
  });

  it('never lets in more than it may, whoever comes and goes', async () => {
    const bulkhead = bulkheadOf({ concurrent: 3, waiting: 100 });
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 80 }, async (_, index) => {
        if ((await bulkhead.enter(index % 7 === 0 ? 1 : LONG_MS, REQUEST)) !== 'entered') return;
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, index % 5));
        inside -= 1;
        bulkhead.leave(REQUEST);
      }),
    );
    expect([inside, most]).toEqual([0, 3]);
    expect(await bulkhead.enter(LONG_MS, REQUEST)).toBe('entered');
  });
});

describe('a bulkhead before which several askers wait', () => {
  const entered: string[] = [];

  /** One place, which somebody has; then each of these in turn, some more than once. */
  async function withWaiting(waiting: number, ...askers: readonly string[]): Promise<Bulkhead> {
    entered.splice(0);
    const bulkhead = bulkheadOf({ concurrent: 1, waiting });
    await bulkhead.enter(LONG_MS, REQUEST);
    for (const asker of askers) wait(bulkhead, asker);
    return bulkhead;
  }

  function wait(bulkhead: Bulkhead, asker: string): void {
    void Promise.resolve(bulkhead.enter(LONG_MS, visitorOf(asker))).then((entry) => {
      entered.push(entry === 'entered' ? asker : `${asker}: ${entry}`);
    });
  }

  async function leaveAll(bulkhead: Bulkhead, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      bulkhead.leave(REQUEST);
      await Promise.resolve();
    }
  }

  it("lets them in by turns, and each one's calls in their order", async () => {
    const bulkhead = await withWaiting(10, 'A', 'A', 'A', 'B', 'B', 'C');
    await leaveAll(bulkhead, 6);
    expect(entered).toEqual(['A', 'B', 'C', 'A', 'B', 'A']);
  });

  it('sends away the last of whoever has most waiting, for somebody who has less, and nobody for whoever has as much', async () => {
    const bulkhead = await withWaiting(4, 'A', 'A', 'A', 'B', 'C');
    await Promise.resolve();
    expect(entered).toEqual(['A: full']);
    for (const asker of ['A', 'B']) wait(bulkhead, asker);
    await Promise.resolve();
    await Promise.resolve();
    expect(entered.slice(1)).toEqual(['A: full', 'B: full']);
    await leaveAll(bulkhead, 4);
    expect(entered.slice(3)).toEqual(['A', 'B', 'C', 'A']);
  });

  it('is behind for whoever makes it so, and for others once a turn is long in coming', async () => {
    const bulkhead = await withWaiting(10, 'A', 'A', 'A');
    now += QUEUE_MS;
    bulkhead.leave(REQUEST);
    now += 1;
    bulkhead.noteAnswer(1);
    expect(['A', 'B'].map((asker) => bulkhead.isBehind(asker))).toEqual([true, false]);
    now += QUEUE_MS;
    bulkhead.noteAnswer(1);
    expect(['A', 'B'].map((asker) => bulkhead.isBehind(asker))).toEqual([true, true]);
  });
});

describe('a bulkhead of an endpoint that answers', () => {
  /** One inside, and one who has waited for longer than one should. */
  async function withQueue(): Promise<Bulkhead> {
    const bulkhead = bulkheadOf({ concurrent: 1, waiting: 10 });
    await bulkhead.enter(LONG_MS, REQUEST);
    void bulkhead.enter(LONG_MS, REQUEST);
    now += QUEUE_MS + 1;
    return bulkhead;
  }

  it('is behind when calls wait for long though answers come', async () => {
    const bulkhead = await withQueue();
    bulkhead.noteAnswer(1);
    expect(bulkhead.isBehind(REQUEST.asker)).toBe(true);
    now += QUEUE_MS;
    expect(bulkhead.isBehind(REQUEST.asker)).toBe(true);
  });

  it('is not behind any longer when whoever waits has not waited for long', async () => {
    const bulkhead = await withQueue();
    void bulkhead.enter(LONG_MS, REQUEST);
    bulkhead.noteAnswer(1);
    bulkhead.leave(REQUEST);
    expect(bulkhead.isBehind(REQUEST.asker)).toBe(false);
    now += QUEUE_MS;
    bulkhead.noteAnswer(1);
    expect(bulkhead.isBehind(REQUEST.asker)).toBe(false);
    now += 1;
    expect(bulkhead.isBehind(REQUEST.asker)).toBe(true);
    bulkhead.leave(REQUEST);
    expect(bulkhead.isBehind(REQUEST.asker)).toBe(false);
  });

  it('is not behind while nobody has to wait, however long an answer takes', async () => {
    const bulkhead = bulkheadOf({ concurrent: 2, waiting: 10 });
    await bulkhead.enter(LONG_MS, REQUEST);
    now += 10 * QUEUE_MS;
    bulkhead.noteAnswer(10 * QUEUE_MS);
    expect(bulkhead.isBehind(REQUEST.asker)).toBe(false);
  });

  it('is not behind when the endpoint hangs, or was asked in vain for longer than one should wait', async () => {
    const bulkhead = await withQueue();
    expect(bulkhead.isBehind(REQUEST.asker)).toBe(false);
    bulkhead.noteAnswer(1);
    now += QUEUE_MS + 1;
    expect(bulkhead.isBehind(REQUEST.asker)).toBe(false);
  });

  it('is not behind when the endpoint is slow by itself', async () => {
    const bulkhead = await withQueue();
    bulkhead.noteAnswer(WELL_MS + 1);
    expect(bulkhead.isBehind(REQUEST.asker)).toBe(false);
    bulkhead.noteAnswer(WELL_MS);
    expect(bulkhead.isBehind(REQUEST.asker)).toBe(true);
  });
});

describe('a bulkhead of an endpoint that answers nobody', () => {
  const QUIET_MS = 200;

  it('tells how many it holds, inside and before it, until somebody is answered well', () => {
    const bulkhead = bulkheadOf({ concurrent: 2, waiting: 10 });
    for (let time = 0; time < 3; time += 1) void bulkhead.enter(LONG_MS, visitorOf('somebody'));
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

  it('holds a request once, however many calls are its own, until the last of them has gone', async () => {
    const bulkhead = bulkheadOf({ concurrent: 2, waiting: 10 });
    const [many, one] = [visitorOf('somebody'), visitorOf('somebody')];
    const late = [many, one, many, many].map((request) => bulkhead.enter(5, request))[3];
    now += QUIET_MS + 1;
    expect(bulkhead.held()).toBe(2);
    expect(await late).toBe('late');
    expect(bulkhead.held()).toBe(2);
    bulkhead.leave(many);
    expect(bulkhead.held()).toBe(1);
  });

  it('holds nobody when all have left, nor at once when somebody comes after a pause', async () => {
    const bulkhead = bulkheadOf({ concurrent: 1, waiting: 10 });
    await bulkhead.enter(LONG_MS, REQUEST);
    bulkhead.leave(REQUEST);
    now += QUIET_MS + 1;
    expect(bulkhead.held()).toBe(0);
    await bulkhead.enter(LONG_MS, REQUEST);
    expect(bulkhead.held()).toBe(0);
    now += QUIET_MS + 1;
    expect(bulkhead.held()).toBe(1);
  });
});
