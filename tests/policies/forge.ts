import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { SamsynError } from '../../schema/error-catalogue.ts';

/** A pair of keys, the private one with its `kid`, as somebody holds them. */
export interface Keys {
  readonly algorithm: string;
  readonly privateKey: JWK;
  readonly publicKey: JWK;
}

export async function createKeys(kid: string, algorithm = 'EdDSA'): Promise<Keys> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const [privateKey, publicKey] = await Promise.all([exportJWK(pair.privateKey), exportJWK(pair.publicKey)]);
  return { algorithm, privateKey: { ...privateKey, kid }, publicKey: { ...publicKey, kid } };
}

export type Words = Readonly<Record<string, unknown>>;

/** Signs whatever is said, with whatever header; what is `undefined` is left out. */
export async function forge({ algorithm, privateKey }: Keys, claims: Words, header: Words = {}): Promise<string> {
  return new SignJWT(JSON.parse(JSON.stringify(claims)) as Record<string, unknown>)
    .setProtectedHeader({ alg: algorithm, kid: privateKey.kid ?? '', ...header })
    .sign(await importJWK(privateKey, algorithm));
}

/** What is said outside of what is disclosed: who signs, when, and the digests that are covered. */
export interface Envelope {
  readonly claims?: Words;
  readonly header?: Words;
}

/** A receipt of whatever form: signed over the digest of what it discloses, unless the envelope says otherwise. */
export async function forgeReceipt(
  keys: Keys,
  disclosed: Words,
  { claims, header }: Envelope,
  name = 'receipt',
): Promise<string> {
  const said = encodeText(JSON.stringify(['salt-of-a-test', name, disclosed]));
  const covered = { _sd_alg: 'sha-256', _sd: [createHash('sha256').update(said).digest('base64url')], ...claims };
  return `${await forge(keys, covered, header)}~${said}~`;
}

/** What a receipt discloses, read without a look at its signature. */
export function disclosedBy(receipt: string): Words {
  const [, said = ''] = receipt.split('~');
  return (JSON.parse(Buffer.from(said, 'base64url').toString()) as readonly [string, string, Words])[2];
}

/** The same signature, with something else disclosed. */
export function disclosedAnew(receipt: string, claims: Words): string {
  const [jwt = ''] = receipt.split('~');
  const said = JSON.stringify(['salt-of-a-test', 'receipt', { ...disclosedBy(receipt), ...claims }]);
  return `${jwt}~${encodeText(said)}~`;
}

function encodeText(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** The same key without its `kid`. */
export function withoutName(key: JWK): JWK {
  return Object.fromEntries(Object.entries(key).filter(([name]) => name !== 'kid'));
}

/** The same signature under other claims. */
export function altered(token: string, claims: Words): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Words;
  return [header, encodeText(JSON.stringify({ ...said, ...claims })), signature].join('.');
}

/** The code that a caller would meet, or that there is none. */
export async function codeOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'accepted';
  } catch (error) {
    return error instanceof SamsynError ? error.code : String(error);
  }
}
