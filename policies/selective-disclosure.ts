import { hash, randomFillSync } from 'node:crypto';

/**
 * The form of SD-JWT (RFC 9901) for one claim that is disclosed: a signed JWT that lists digests, and after it, between `~`, what one
 * of them is of. Many can be signed at once, and each reader learns its own alone: of the others it has a digest of salted words.
 */
const SALT_BYTES = 16;

/** What is disclosed to one reader, and the digest by which the signed list covers it. */
export interface Disclosure {
  /** Base64url of the JSON list `[salt, name, value]`. */
  readonly encoded: string;
  readonly digest: string;
}

/** @param salt random, and of this disclosure alone */
export function disclose(name: string, value: object, salt: Buffer): Disclosure {
  const encoded = Buffer.from(JSON.stringify([salt.toString('base64url'), name, value])).toString('base64url');
  return { encoded, digest: digestOf(encoded) };
}

/** As many salts as are asked for, from one call for randomness. */
export function createSalts(count: number): readonly Buffer[] {
  const bytes = randomFillSync(Buffer.alloc(count * SALT_BYTES));
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * SALT_BYTES, (at + 1) * SALT_BYTES));
}

/** A digest that is of nothing, and looks like any other (RFC 9901, 4.2.5: decoy digests). */
export function decoyDigest(salt: Buffer): string {
  return digestOf(salt.toString('base64url'));
}

export function joinDisclosure(jwt: string, { encoded }: Disclosure): string {
  return `${jwt}~${encoded}~`;
}

export interface Presented {
  readonly jwt: string;
  readonly encoded: string;
}

/** Parts what {@link joinDisclosure} joined. @returns null when it is anything else, such as a JWT without a disclosure, or with two */
export function readPresented(text: string): Presented | null {
  const [jwt = '', encoded = '', end, ...more] = text.split('~');
  return jwt !== '' && encoded !== '' && end === '' && more.length === 0 ? { jwt, encoded } : null;
}

/**
 * What a disclosure says, where the signed list covers it.
 * @param digests the claim `_sd` of the verified JWT
 * @throws TypeError when the list does not cover it, or it is of another name
 */
export function readDisclosed(encoded: string, name: string, digests: unknown): unknown {
  if (!Array.isArray(digests) || !digests.includes(digestOf(encoded))) throw new TypeError('it is not covered');
  const said = JSON.parse(Buffer.from(encoded, 'base64url').toString()) as unknown;
  if (!Array.isArray(said) || said.length !== 3 || said[1] !== name) throw new TypeError(`it is no ${name}`);
  return said[2];
}

function digestOf(encoded: string): string {
  return hash('sha256', encoded, 'base64url');
}
