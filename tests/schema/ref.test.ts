import { describe, expect, it } from 'vitest';
import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { deriveRef, deriveSyntheticRef, holdsRef, parseRef, parseRefKey, refsIn } from '../../schema/ref.ts';

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

describe('the persons that variables name', () => {
  const [a, b] = ['A', 'B'].map((letter) => `r1_${letter.repeat(43)}`);

  it('are found at whatever depth, under whatever name, each once, in order', () => {
    const variables = {
      representations: [{ __typename: 'Individual', ref: b }],
      input: { persons: [[a], { whom: b }], at: new Date(0), count: 3, isTrue: true, nothing: null },
    };
    expect(refsIn(variables)).toEqual([b, a]);
    expect(refsIn(JSON.parse(JSON.stringify(variables)))).toEqual([b, a]);
  });

  it('are texts of the form of a ref, and no others', () => {
    expect(refsIn({ a: `${a} `, b: `om ${a}`, c: a?.slice(1), d: `r2_${'A'.repeat(43)}`, [String(a)]: 1 })).toEqual([]);
    expect(refsIn(null)).toEqual([]);
    expect(refsIn(a)).toEqual([a]);
  });

  it('are seen in a text too', () => {
    expect([holdsRef(`om ${a}`), holdsRef('r1_kort'), holdsRef('')]).toEqual([true, false, false]);
  });
});
