import { inputInvalid } from '../../../schema/input-problem.ts';
import { containsPersonalIdentityNumber } from '../../../schema/personal-identity-number.ts';
import { holdsRef } from '../../../schema/ref.ts';
import { isStorableText } from '../../../schema/storable-text.ts';

const TEXT_LENGTH = 2_000;
const CASE_LENGTH = 64;
/** Wider than a number that could be given: spaces and dashes of any kind between six digits and four. */
const SIX_AND_FOUR = /\d{6}\s*[-+–—‐‑]?\s*\d{4}/u;

/**
 * Reads a text that people write at the desk. Persons are named by `ref` alone, and never inside a text.
 * @throws SamsynError INPUT_INVALID when it is empty, too long, cannot be stored, or could name somebody by number or ref
 */
export function readFreeText(text: string): string {
  const read = text.trim();
  const isFit = read.length > 0 && read.length <= TEXT_LENGTH && isStorableText(read) && !namesSomebody(read);
  if (!isFit) throw inputInvalid('free-text');
  return read;
}

/** @throws SamsynError INPUT_INVALID */
export function readCaseNumber(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const read = readFreeText(text);
  if (read.length > CASE_LENGTH) throw inputInvalid('free-text');
  return read;
}

function namesSomebody(text: string): boolean {
  return containsPersonalIdentityNumber(text) || SIX_AND_FOUR.test(text) || holdsRef(text);
}
