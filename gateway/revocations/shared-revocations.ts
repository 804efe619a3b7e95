import type { Redis as Valkey } from 'iovalkey';
import { z } from 'zod';
import type { Revocation } from './revocation.ts';

/** A hash: digest to what was said last of it. */
const KEY = 'samsyn:revocations';

const storedShape = z.object({
  id: z.string(),
  at: z.coerce.date(),
  until: z.coerce.date().nullable(),
});

/**
 * What was said last of each digest, in the store that the replicas share.
 * @throws Error when the store is away, or holds what was never written there
 */
export async function readSharedRevocations(store: Valkey): Promise<readonly Revocation[]> {
  const stored = await store.hgetall(KEY);
  return Object.entries(stored).map(([digest, text]) => ({ digest, ...storedShape.parse(JSON.parse(text)) }));
}

/** Tells every replica, and forgets what has ended. */
export async function writeSharedRevocation(
  store: Valkey,
  { digest, id, at, until }: Revocation,
  now: Date,
): Promise<void> {
  await store.hset(KEY, digest, JSON.stringify({ id, at, until }));
  const known = await readSharedRevocations(store);
  const ended = known.filter((revocation) => revocation.until !== null && revocation.until <= now);
  if (ended.length > 0) await store.hdel(KEY, ...ended.map((revocation) => revocation.digest));
}
