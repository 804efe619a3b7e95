import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { keepSecret, writeSecret } from './secret-file.ts';

/** The keys that hold the local system together. All but `receiptPublicKeys` are secret. */
export interface SystemKeys {
  /** 32 bytes, base64url: gateway and agencies derive a person's `ref` with it. */
  readonly refKey: string;
  /** 32 bytes, base64url: the agencies make the tokens of aggregates with it, and the gateway never has it. */
  readonly aggregateTokenKey: string;
  /** The gateway signs receipts with it (Ed25519). */
  readonly receiptPrivateKey: JWK;
  /** The agencies verify receipts with it. */
  readonly receiptPublicKeys: JsonWebKeySet;
  /** Socialtjänsten signs consents with it (Ed25519), and nobody else has it. */
  readonly consentPrivateKey: JWK;
  /** Holders verify consents with it. */
  readonly consentPublicKeys: JsonWebKeySet;
  /** The identity provider signs tokens with it (ES256). */
  readonly identityKeys: JsonWebKeySet;
}

export interface JsonWebKeySet {
  readonly keys: readonly JWK[];
}

const REF_KEY_BYTES = 32;
const TOKEN_KEY_BYTES = 32;
/** The members of a private Ed25519 or EC key that give it away. */
const PRIVATE_MEMBERS = ['d'] as const;

/** The keys of this data directory, made on the first run; a kind that a newer version needs is added. They outlive `--reset`. */
export async function keepSystemKeys(dataDirectory: string): Promise<SystemKeys> {
  const path = join(dataDirectory, 'keys.json');
  const kept = await keepSecret<Partial<SystemKeys>>(path, createSystemKeys);
  const made = await createSystemKeys();
  const isWhole = Object.keys(made).every((name) => name in kept);
  return isWhole ? (kept as SystemKeys) : writeSecret(path, { ...made, ...kept });
}

/** Makes new keys. */
export async function createSystemKeys(): Promise<SystemKeys> {
  const receiptPrivateKey = await createPrivateKey('EdDSA');
  const consentPrivateKey = await createPrivateKey('EdDSA');
  return {
    refKey: randomBytes(REF_KEY_BYTES).toString('base64url'),
    aggregateTokenKey: randomBytes(TOKEN_KEY_BYTES).toString('base64url'),
    receiptPrivateKey,
    receiptPublicKeys: { keys: [publicPart(receiptPrivateKey)] },
    consentPrivateKey,
    consentPublicKeys: { keys: [publicPart(consentPrivateKey)] },
    identityKeys: { keys: [await createPrivateKey('ES256')] },
  };
}

async function createPrivateKey(alg: 'EdDSA' | 'ES256'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key), alg, use: 'sig' };
}

function publicPart(key: JWK): JWK {
  return Object.fromEntries(
    Object.entries(key).filter(([name]) => !(PRIVATE_MEMBERS as readonly string[]).includes(name)),
  );
}
