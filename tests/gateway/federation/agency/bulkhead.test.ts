import { describe, expect, it } from 'vitest';
import { Bulkhead } from '../../../../gateway/federation/agency/bulkhead.ts';

const LONG_MS = 60_000;

describe('a bulkhead', () => {
  it('lets so many in, lets so many wait, and turns the rest away', async () => {
    const bulkhead = new Bulkhead({ concurrent: 2, waiting: 1 });
    expect([await bulkhead.enter(LONG_MS), await bulkhead.enter(LONG_MS)]).toEqual(['entered', 'entered']);
    const waiting = bulkhead.enter(LONG_MS);
    expect(await bulkhead.enter(LONG_MS)).toBe('full');
    bulkhead.leave();
    expect(await waiting).toBe('entered');
  });

  it('lets in whoever waited longest', async () => {
    const bulkhead = new Bulkhead({ concurrent: 1, waiting: 3 });
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
    const bulkhead = new Bulkhead({ concurrent: 1, waiting: 1 });
    await bulkhead.enter(LONG_MS);
    expect(await bulkhead.enter(5)).toBe('late');
    bulkhead.leave();
    expect(await bulkhead.enter(LONG_MS)).toBe('entered');
    expect(await bulkhead.enter(5)).toBe('late');
  });

  it('never lets in more than it may, whoever comes and goes', async () => {
    const bulkhead = new Bulkhead({ concurrent: 3, waiting: 100 });
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
