import { beforeEach, describe, expect, it } from 'vitest';
import type { LimitSettings } from '../../../gateway/limits/limit-settings.ts';
import { createThrottle, type Throttle } from '../../../gateway/limits/throttle.ts';
import { createMemoryRateLimits } from '../../../gateway/shared-store/memory-rate-limits.ts';
import type { Requester } from '../../../policies/requester.ts';
import type { Agency } from '../../../schema/agency.ts';

const SETTINGS: LimitSettings = {
  LIMIT_ACTOR_PER_MINUTE: 3,
  LIMIT_AGENCY_PER_MINUTE: 5,
  LIMIT_ACTOR_AT_ONCE: 2,
  LIMIT_AGENCY_AT_ONCE: 3,
  LIMIT_AT_ONCE: 100,
  LIMIT_LARGE_BODIES_AT_ONCE: 1_000,
  LIMIT_TURN_MS: 60_000,
  LIMIT_QUEUE_MS: 60_000,
  LIMIT_LATENESS_MS: 1_000,
  LIMIT_HEAP_MIB: 1_000,
  LIMIT_CONNECTIONS: 100,
};

function staff(subject: string, agency: Agency = 'school', issuer = 'https://id.example'): Requester {
  return { subject, role: 'school.nurse', agency, workplace: agency, issuer, tokenId: null, expiresAt: 0 };
}

let throttle: Throttle;
beforeEach(() => {
  throttle = createThrottle(SETTINGS, createMemoryRateLimits);
});

async function visit(requester: Requester): Promise<void> {
  (await throttle.enter(requester))();
}

describe('a person of staff', () => {
  it('asks so many times a minute, and is then told how long to wait', async () => {
    for (let time = 0; time < 3; time += 1) await visit(staff('a'));
    const refused: unknown = await throttle.enter(staff('a')).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      status: 429,
      facts: { limit: 3, what: 'requests a minute for one person' },
    });
    const { facts } = refused as { readonly facts: Readonly<Record<string, unknown>> };
    expect(facts['seconds']).toBeGreaterThanOrEqual(1);
    expect(facts['seconds']).toBeLessThanOrEqual(60);
    await visit(staff('b'));
  });

  it('is somebody else at another issuer, which may use the same pseudonym', async () => {
    for (let time = 0; time < 3; time += 1) await visit(staff('a'));
    await visit(staff('a', 'police', 'https://other.example'));
  });

  it('has so many requests under way, and may ask again when one has ended', async () => {
    const leave = await throttle.enter(staff('a'));
    await throttle.enter(staff('a'));
    await expect(throttle.enter(staff('a'))).rejects.toMatchObject({
      facts: { limit: 2, what: 'requests at a time for one person' },
    });
    leave();
    await throttle.enter(staff('a'));
  });
});

describe('an agency', () => {
  it('has so many requests under way, whoever of its staff asks, and keeps no other agency out', async () => {
    for (const subject of ['a', 'b', 'c']) await throttle.enter(staff(subject));
    await expect(throttle.enter(staff('d'))).rejects.toMatchObject({
      facts: { limit: 3, what: 'requests at a time for one agency' },
    });
    await throttle.enter(staff('e', 'police'));
  });

  it('asks so many times a minute', async () => {
    for (const subject of ['a', 'b', 'c', 'd', 'e']) await visit(staff(subject));
    await expect(throttle.enter(staff('f'))).rejects.toMatchObject({
      facts: { limit: 5, what: 'requests a minute for one agency' },
    });
    await visit(staff('g', 'socialtjanst'));
  });

  it('leaves nothing taken by whoever was refused', async () => {
    for (let time = 0; time < 20; time += 1)
      await throttle
        .enter(staff('a'))
        .then((leave) => leave())
        .catch(() => null);
    const leaves = await Promise.all([throttle.enter(staff('b')), throttle.enter(staff('b'))]);
    expect(leaves).toHaveLength(2);
  });
});
