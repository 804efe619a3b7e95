import { describe, expect, it } from 'vitest';
import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { deriveRef, deriveSyntheticRef, parseRef, parseRefKey } from '../../schema/ref.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const KEY = Buffer.alloc(32, 7);
const number = (text: string): PersonalIdentityNumber => PersonalIdentityNumber.parse(text, NOW);

describe('a ref', () => {
  it('is the same for every form of a number and tells nothing of it', () => {
    const ref = deriveRef(number('200001012384'), KEY);
    expect(deriveRef(number('000101-2384'), KEY)).toBe(ref);
    expect(ref).toMatch(/^r1_[\w-]{43}$/);
    expect(parseRef(ref)).toBe(ref);
  });

  it('differs by person and by key', () => {
    const ref = deriveRef(number('200001012384'), KEY);
    expect(deriveRef(number('200001012392'), KEY)).not.toBe(ref);
    expect(deriveRef(number('200001012384'), Buffer.alloc(32, 8))).not.toBe(ref);
    expect(deriveSyntheticRef(0, KEY)).not.toBe(deriveSyntheticRef(1, KEY));
  });

  it.each(['', 'r1_', '200001012384', `r1_${'a'.repeat(44)}`, `r2_${'a'.repeat(43)}`])('is not `%s`', (text) => {
    expect(() => parseRef(text)).toThrow(expect.objectContaining({ code: 'INVALID_REF' }) as Error);
  });

  it('needs a key of 32 bytes', () => {
    expect(() => parseRefKey(Buffer.alloc(31).toString('base64url'))).toThrow(TypeError);
    expect(parseRefKey(KEY.toString('base64url'))).toEqual(KEY);
  });
});
