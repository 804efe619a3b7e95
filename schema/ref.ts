import { createHmac } from 'node:crypto';
import { SamsynError } from './error-catalogue.ts';
import type { PersonalIdentityNumber } from './personal-identity-number.ts';

declare const refBrand: unique symbol;

/** The graph's key of a person: `r1_` and 43 base64url characters. One-way; the same at the gateway and every agency. */
export type Ref = string & { readonly [refBrand]: true };

const REF = /^r1_[A-Za-z0-9_-]{43}$/;
const REF_LENGTH = 46;
const MINIMUM_KEY_BYTES = 32;

/**
 * Derives a person's `ref`: HMAC-SHA-256 over the number's twelve digits, prefixed by the version of the key.
 * @param key at least 32 bytes, shared by gateway and agencies
 */
export function deriveRef(number: PersonalIdentityNumber, key: Buffer): Ref {
  return hashToRef(`number:${number.reveal()}`, key);
}

/** The `ref` of an invented person who has no number: the reserved test numbers do not suffice for a large town. */
export function deriveSyntheticRef(index: number, key: Buffer): Ref {
  return hashToRef(`synthetic:${index}`, key);
}

/** @throws SamsynError INVALID_REF */
export function parseRef(text: string): Ref {
  if (!isRef(text)) throw new SamsynError('INVALID_REF', {});
  return text;
}

export function isRef(text: string): text is Ref {
  return text.length === REF_LENGTH && REF.test(text);
}

/**
 * The persons that variables name, at whatever depth: each text of the form of a ref, once, in the order of the first mention.
 * Gateway and agencies measure an operation by this one list.
 */
export function refsIn(variables: unknown): readonly string[] {
  const refs = new Set<string>();
  gatherRefs(variables, refs);
  return [...refs];
}

/** Whether a text holds a ref, alone or among other words. */
export function holdsRef(text: string): boolean {
  return /r1_[A-Za-z0-9_-]{43}/.test(text);
}

function gatherRefs(value: unknown, refs: Set<string>): void {
  if (typeof value === 'string') {
    if (isRef(value)) refs.add(value);
  } else if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) for (const inner of value) gatherRefs(inner, refs);
    else for (const inner of Object.values(value)) gatherRefs(inner, refs);
  }
}

/**
 * Reads the key from base64url text.
 * @throws TypeError when it holds fewer than 32 bytes
 */
export function parseRefKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64url');
  if (key.length < MINIMUM_KEY_BYTES) {
    throw new TypeError(`the ref key must hold at least ${MINIMUM_KEY_BYTES} bytes in base64url`);
  }
  return key;
}

function hashToRef(text: string, key: Buffer): Ref {
  return `r1_${createHmac('sha256', key).update(text).digest('base64url')}` as Ref;
}
