import { randomFillSync } from 'node:crypto';

const ID_BYTES = 16;
/** Randomness for many ids at a time costs hardly more than for one. */
const pool = Buffer.alloc(64 * ID_BYTES);
let used = pool.length;

/** Each byte as two letters from a to p. */
const LETTERS = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(97 + (byte >> 4), 97 + (byte & 15)));

/**
 * Makes the id by which one request is found in every log and record: 128 random bits in 32 letters. Letters alone, since the
 * digits of a usual id sometimes look like a personal identity number, and would be masked in the logs.
 */
export function createRequestId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const end = used + ID_BYTES;
  let id = '';
  for (; used < end; used += 1) id += LETTERS[pool[used] ?? 0] ?? '';
  return id;
}
