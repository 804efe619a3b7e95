import { importJWK, jwtVerify, SignJWT, type JWK, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { ChainHead } from './chain.ts';

const AUDIENCE = 'urn:samsyn:record';
const ALGORITHM = 'EdDSA';

const claims = z.object({ chain: z.string(), sequence: z.number().int().positive(), hash: z.string() });

/** Signs where a chain stands, so that nobody can write it anew, or cut off its end, without the gateway's key. */
export type CheckpointSigner = (head: ChainHead, now: Date) => Promise<string>;

/** @throws TypeError when the key is not an Ed25519 private JWK */
export async function createCheckpointSigner(privateKey: JWK): Promise<CheckpointSigner> {
  const key = await importJWK(privateKey, ALGORITHM);
  const header = {
    alg: ALGORITHM,
    typ: 'checkpoint+jwt',
    ...(privateKey.kid === undefined ? {} : { kid: privateKey.kid }),
  };
  return ({ chain, sequence, hash }, now) =>
    new SignJWT({ chain, sequence, hash }).setProtectedHeader(header).setAudience(AUDIENCE).setIssuedAt(now).sign(key);
}

/** Reads a checkpoint; null when the signature is not the gateway's. It never expires: it is kept as long as the record. */
export async function readCheckpoint(token: string, keys: JWTVerifyGetKey): Promise<ChainHead | null> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      audience: AUDIENCE,
      algorithms: [ALGORITHM],
      typ: 'checkpoint+jwt',
    });
    return claims.parse(payload);
  } catch {
    return null;
  }
}
