import { randomBytes } from 'node:crypto';

const LETTERS_FOR_DIGITS = 'ghijklmnop';

/**
 * Makes the id by which one request is found in every log and record: 128 random bits in 32 letters. Letters alone, since the
 * digits of a usual id sometimes look like a personal identity number, and would be masked in the logs.
 */
export function createRequestId(): string {
  return randomBytes(16)
    .toString('hex')
    .replace(/\d/g, (digit) => LETTERS_FOR_DIGITS.charAt(Number(digit)));
}
