import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import type { AggregateReceipt } from '../../../policies/aggregates/aggregate-receipt.ts';

/** What of a run its tokens are bound to: in another run, of whatever definition or period, a person has another token. */
export type TokenScope = Pick<AggregateReceipt, 'runId' | 'digest' | 'period' | 'countedUntil'>;

/** Writes the token of a person's present ref into eight bytes. */
export type TokenMaker = (personRef: string) => Buffer;

/** 64 bits: among a million persons two share one with a chance of one in 37 million. */
export const TOKEN_BYTES = 8;

const RUN_KEY_BYTES = 32;

/** The tokens of one run, and by what its agencies know that they have one key. */
export interface RunTokens {
  readonly tokenOf: TokenMaker;
  /** The token of no ref, in hexadecimal: another key gives another one. */
  readonly keyCheck: string;
}

/** No ref is empty. */
const NOBODY = '';

export function openRunTokens(key: Buffer, scope: TokenScope): RunTokens {
  const tokenOf = createTokenMaker(key, scope);
  return { tokenOf, keyCheck: tokenOf(NOBODY).toString('hex') };
}

/**
 * Makes the tokens of one run, the same at every agency, under a key that is derived for it alone (HKDF, RFC 5869; HMAC, RFC 2104).
 * @param key held by the agencies and not by the gateway, which therefore can match tokens and not tell whose they are
 */
export function createTokenMaker(key: Buffer, { runId, digest, period, countedUntil }: TokenScope): TokenMaker {
  const info = `samsyn aggregate ${digest} ${period} ${countedUntil}`;
  const runKey = createSecretKey(Buffer.from(hkdfSync('sha256', key, runId, info, RUN_KEY_BYTES)));
  return (personRef) => createHmac('sha256', runKey).update(personRef).digest().subarray(0, TOKEN_BYTES);
}
