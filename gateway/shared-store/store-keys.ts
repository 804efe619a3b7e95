import { createHmac, hkdfSync } from 'node:crypto';

/** What a key of the shared store can be about. */
export type KeyKind = 'subject' | 'token' | 'rate';

/** Makes the keys under which the shared store keeps something of somebody. */
export type StoreKeys = (kind: KeyKind, value: string) => string;

const PURPOSE = 'samsyn shared store, version 1';
const KEY_BYTES = 32;

/**
 * Keys hold keyed hashes alone: a pseudonym of staff can be guessed from a plain hash, and the store belongs to whoever runs the
 * machines. Every replica and the command line derive the same key from the key of refs, which none of the keys gives away.
 */
export function createStoreKeys(refKey: Buffer): StoreKeys {
  const key = Buffer.from(hkdfSync('sha256', refKey, Buffer.alloc(0), PURPOSE, KEY_BYTES));
  return (kind, value) => createHmac('sha256', key).update(`${kind}\n${value}`).digest('base64url');
}
