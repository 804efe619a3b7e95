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

/** The same key without its `kid`. */
export function withoutName(key: JWK): JWK {
  return Object.fromEntries(Object.entries(key).filter(([name]) => name !== 'kid'));
}

/** The same signature under other claims. */
export function altered(token: string, claims: Words): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Words;
  return [header, Buffer.from(JSON.stringify({ ...said, ...claims })).toString('base64url'), signature].join('.');
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
