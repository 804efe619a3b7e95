import { createPrivateKey, randomUUID, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { importJWK, type JWK } from 'jose';
import type { Agency } from '../schema/agency.ts';
import {
  audienceOf,
  RECEIPT_ALGORITHM,
  RECEIPT_CLAIM,
  RECEIPT_ISSUER,
  RECEIPT_LIFETIME_SECONDS,
  RECEIPT_TYPE,
  type Receipt,
} from './receipt.ts';
import { createSalts, decoyDigest, disclose, joinDisclosure, type Disclosure } from './selective-disclosure.ts';

/** Signs receipts with the gateway's key. */
export interface ReceiptIssuer {
  issue(receipt: Receipt, audience: Agency, now: Date): Promise<string>;
}

/** A header must not grow without end, and each receipt carries a digest of every other of its signature. */
const MOST_AT_ONCE = 16;
/** Fewer would tell an agency how many others are asked of the same person. */
const FEWEST_DIGESTS = 4;

/** Receipts that wait for one signature: those of one second, since it says when they were issued. */
interface Batch {
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly claims: object;
  readonly resolve: (token: string) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Signs what is asked for in the same turn of the event loop with one signature, which costs as much as twenty digests do; each agency
 * is told what its own receipt says, and of the others a digest. With node:crypto, which takes a third of what Web Crypto takes for as
 * small a text.
 * @throws TypeError when the key is not an Ed25519 private JWK
 */
export async function createReceiptIssuer(privateKey: JWK): Promise<ReceiptIssuer> {
  // The library says what is wrong with a key.
  await importJWK(privateKey, RECEIPT_ALGORITHM);
  const key = createPrivateKey({ key: privateKey as JsonWebKey, format: 'jwk' });
  const kid = privateKey.kid === undefined ? {} : { kid: privateKey.kid };
  const start = encode({ alg: RECEIPT_ALGORITHM, typ: RECEIPT_TYPE, ...kid });
  const open = new Map<number, Batch>();
  const openBatch = (issuedAt: number): Batch => {
    const batch: Batch = { waiting: [] };
    open.set(issuedAt, batch);
    setImmediate(() => {
      if (open.get(issuedAt) === batch) open.delete(issuedAt);
      signBatch(batch.waiting, { issuedAt, key, start });
    });
    return batch;
  };
  return {
    issue: (receipt, audience, now) => {
      const issuedAt = Math.floor(now.getTime() / 1000);
      const claims = claimsOf(receipt, audience);
      return new Promise((resolve, reject) => {
        const { waiting } = open.get(issuedAt) ?? openBatch(issuedAt);
        waiting.push({ claims, resolve, reject });
        if (waiting.length === MOST_AT_ONCE) open.delete(issuedAt);
      });
    },
  };
}

/** Name by name, since it is made for each call: a spread before other names takes V8's slow way. */
function claimsOf(
  { subject, role, purpose, caseNumber, coordinates, refsDigest, policyDigest, requestId }: Receipt,
  audience: Agency,
): Receipt & { readonly aud: string; readonly jti: string } {
  const aud = audienceOf(audience);
  const jti = randomUUID();
  return { subject, role, purpose, caseNumber, coordinates, refsDigest, policyDigest, requestId, aud, jti };
}

interface Signing {
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly key: KeyObject;
  /** The encoded header. */
  readonly start: string;
}

function signBatch(waiting: readonly Waiting[], signing: Signing): void {
  try {
    const salts = createSalts(roundUp(waiting.length));
    const disclosures = waiting.map(({ claims }, at) => disclose(RECEIPT_CLAIM, claims, saltAt(salts, at)));
    const decoys = salts.slice(waiting.length).map(decoyDigest);
    const jwt = signDigests([...disclosures.map(({ digest }) => digest), ...decoys], signing);
    for (const [at, { resolve }] of waiting.entries()) resolve(joinDisclosure(jwt, disclosures[at] as Disclosure));
  } catch (cause) {
    for (const { reject } of waiting) reject(cause);
  }
}

/** In the order of the digests, so that no place tells whose it is. */
function signDigests(digests: readonly string[], { issuedAt, key, start }: Signing): string {
  const exp = issuedAt + RECEIPT_LIFETIME_SECONDS;
  const claims = { iss: RECEIPT_ISSUER, iat: issuedAt, exp, _sd_alg: 'sha-256', _sd: [...digests].sort() };
  const text = `${start}.${encode(claims)}`;
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}

/** The next power of two. */
function roundUp(count: number): number {
  return count <= FEWEST_DIGESTS ? FEWEST_DIGESTS : 2 ** Math.ceil(Math.log2(count));
}

function saltAt(salts: readonly Buffer[], at: number): Buffer {
  const salt = salts[at];
  if (salt === undefined) throw new RangeError('there is a salt for each receipt');
  return salt;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
