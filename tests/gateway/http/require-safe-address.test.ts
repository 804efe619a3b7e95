import { describe, expect, it } from 'vitest';
import { SamsynError } from '../../../schema/error-catalogue.ts';
import { requireSafeAddress } from '../../../gateway/http/require-safe-address.ts';

/** Of the published test series. */
const NUMBER = '200901012385';
const SHORT = '090101-2385';
const REF = `r1_${'A'.repeat(43)}`;
const address = (variables: unknown): string =>
  `/graphql?query=%7Bme%7Brole%7D%7D&variables=${encodeURIComponent(JSON.stringify(variables))}`;

function refusalOf(url: string): SamsynError | null {
  try {
    requireSafeAddress(url);
    return null;
  } catch (error) {
    if (error instanceof SamsynError) return error;
    throw error;
  }
}

describe('an address', () => {
  it.each([
    ['a number', address({ pin: NUMBER })],
    ['a number without its century', address({ pin: SHORT })],
    ['a number of somebody who is a hundred', address({ pin: SHORT.replace('-', '+') })],
    ['a number with a space', address({ pin: SHORT.replace('-', ' ') })],
    ['a number that is a number', address({ pin: Number(NUMBER) })],
    ['a number in two', address({ pin: [NUMBER.slice(0, 8), NUMBER.slice(8)] })],
    ['a number that is encoded twice', encodeURIComponent(address({ pin: NUMBER.replaceAll('0', '%30') }))],
    ['a number that JSON escapes', address({ pin: NUMBER }).replaceAll('2009', encodeURIComponent('\\u0032009'))],
    [
      'a number that JSON escapes here and there',
      address({ pin: NUMBER }).replace('200901', encodeURIComponent('2\\u00300\\u00390\\u0031')),
    ],
    ['a ref that JSON escapes in part', address({ refs: [REF] }).replace('r1_', encodeURIComponent('\\u00721_'))],
    ['a number in other digits', address({ pin: '٢٠٠٩٠١٠١٢٣٨٥' })],
    ['a number as a parameter that nobody reads', `/graphql?query={me{role}}&x=${NUMBER}`],
    [
      'a number in the text',
      `/graphql?query=${encodeURIComponent(`{individual(personalIdentityNumber:"${NUMBER}"){ref}}`)}`,
    ],
    ['a number among zeros', `/graphql?documentId=${NUMBER.padStart(32, '0')}`],
    ['a ref', address({ refs: [REF] })],
    ['a ref and more', address({ text: `x${REF}x` })],
  ])('with %s is refused, and the error does not repeat it', (_, url) => {
    const error = refusalOf(url);
    expect(error?.code).toBe('NUMBER_IN_ADDRESS');
    expect(error?.message).not.toMatch(/\d{4}|r1_/);
  });

  it.each([
    ['a question that names nobody', '/graphql?query=%7Bme%7Brole%7D%7D'],
    ['a document’s id', `/graphql?documentId=sha256:${'0123456789'.repeat(6)}abcd`],
    [
      'a hash',
      `/graphql?extensions=${encodeURIComponent(JSON.stringify({ persistedQuery: { sha256Hash: '1'.repeat(64) } }))}`,
    ],
    ['a short hash', `/graphql?documentId=${'1'.repeat(31)}a`],
    ['a day and a number of things', address({ at: '2026-11-22', first: 50 })],
    ['what cannot be decoded', '/graphql?query=%7Bme%7Brole%7D%7D&x=%E0%A4'],
  ])('with %s is read', (_, url) => {
    expect(refusalOf(url)).toBeNull();
  });
});
