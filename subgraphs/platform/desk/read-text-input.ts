import { createHash } from 'node:crypto';
import { inputInvalid } from '../../../schema/input-problem.ts';
import { containsPersonalIdentityNumber } from '../../../schema/personal-identity-number.ts';
import { isStorableText } from '../../../schema/storable-text.ts';

const REASON_LENGTH = 2_000;
const KEY = /^[\w-]{8,64}$/;

/** @throws SamsynError INPUT_INVALID when a reason is empty, too long, cannot be stored or holds a personal identity number */
export function readReason(text: string): string {
  const reason = text.trim();
  const isInLimits = reason.length > 0 && reason.length <= REASON_LENGTH;
  if (!isInLimits || !isStorableText(reason) || containsPersonalIdentityNumber(reason)) throw inputInvalid('reason');
  return reason;
}

/**
 * Makes the id that an act of somebody has under an idempotency key: the same key again is the same act, in whatever process.
 * @throws SamsynError INPUT_INVALID when it is no key
 */
export function idUnderKey(key: string, ...scope: readonly string[]): string {
  if (!KEY.test(key)) throw inputInvalid('idempotency-key');
  const hex = createHash('sha256')
    .update(JSON.stringify([...scope, key]))
    .digest('hex');
  // The form of a random UUID (RFC 9562, version 8: made from what the maker likes).
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
