import { SamsynError } from '../../schema/error-catalogue.ts';
import { holdsRef } from '../../schema/ref.ts';

/** Ten digits, also parted, in any script: what could be a personal identity number. */
const LIKE_A_NUMBER = /\p{Nd}{6}[^\p{L}\p{Nd}]{0,4}\p{Nd}{4}/u;
/** A document's id is a hash of its text; the shorter ones must look like one. */
const DOCUMENT_IDS = /\b(?:[0-9a-f]{64}|(?=\d*[a-f])(?:[0-9a-f]{40}|[0-9a-f]{32}))\b/gi;
const DECODED_TIMES = 3;

/**
 * Refuses an address that names a person, however often it is encoded: every proxy on the way writes addresses to its log. Whoever
 * sent it has already told those proxies; the error says so, that the client be put right.
 * @throws SamsynError NUMBER_IN_ADDRESS
 */
export function requireSafeAddress(url: string): void {
  let text = url.replaceAll('+', ' ');
  for (let time = 0; time < DECODED_TIMES; time += 1) {
    text = decode(text);
    if (namesPerson(text) || namesPerson(unescapeJson(text))) throw new SamsynError('NUMBER_IN_ADDRESS', {});
  }
}

function namesPerson(text: string): boolean {
  return holdsRef(text) || LIKE_A_NUMBER.test(text.replaceAll(DOCUMENT_IDS, 'id'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
  }
}

/** JSON and GraphQL both write a character as `\\u0031` where they like, GraphQL as `\\u{31}` too. */
function unescapeJson(text: string): string {
  return text.replace(/\\u(?:\{0*([0-9a-f]{1,6})\}|([0-9a-f]{4}))/gi, (whole, long?: string, short?: string) => {
    const point = Number.parseInt(long ?? short ?? '', 16);
    return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
  });
}
