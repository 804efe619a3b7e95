import { importJWK, jwtVerify, SignJWT, type JWK, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';

const ISSUER = 'urn:samsyn:gateway';
const ALGORITHM = 'EdDSA';
/** A type of its own, so that no receipt for fields can be passed off as one for an aggregate, nor the other way about. */
const TYPE = 'samsyn-aggregate+jwt';
/** Seconds in which a run must be begun; what is begun may take longer. */
const LIFETIME_SECONDS = 30;

const claimsText = z.strictObject({
  /** The analyst, as the token names them. */
  subject: z.string(),
  requestId: z.string(),
  /** A random UUID, the same for all agencies of one run; an agency serves a run once. */
  runId: z.uuid(),
  definition: z.string(),
  /** Of the definition as the gateway has it: the agency compares it with its own, which its owners approved. */
  digest: z.string(),
  /** As asked: `2026-HT`. */
  period: z.string(),
  /** YYYY-MM-DD, the first of a month: what is later is not counted. */
  countedUntil: z.string().regex(/^\d{4}-\d{2}-01$/),
});

/** What the gateway asks one agency to contribute to one run of an aggregate. It names no person and no field. */
export type AggregateReceipt = Readonly<z.infer<typeof claimsText>>;

/** Signs receipts for aggregates with the gateway's key. */
export interface AggregateReceiptIssuer {
  issue(receipt: AggregateReceipt, audience: Agency, now: Date): Promise<string>;
}

/** @throws TypeError when the key is not an Ed25519 private JWK */
export async function createAggregateReceiptIssuer(privateKey: JWK): Promise<AggregateReceiptIssuer> {
  const key = await importJWK(privateKey, ALGORITHM);
  const header = { alg: ALGORITHM, typ: TYPE, ...(privateKey.kid === undefined ? {} : { kid: privateKey.kid }) };
  return {
    issue: (receipt, audience, now) => {
      const issuedAt = Math.floor(now.getTime() / 1000);
      return new SignJWT({ ...receipt })
        .setProtectedHeader(header)
        .setIssuer(ISSUER)
        .setAudience(`urn:samsyn:agency:${audience}`)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + LIFETIME_SECONDS)
        .sign(key);
    },
  };
}

/**
 * Verifies a receipt for an aggregate at the agency that it is addressed to.
 * @throws SamsynError RECEIPT_MISSING when there is none, RECEIPT_INVALID when it is altered, expired or for another agency
 */
export async function verifyAggregateReceipt(
  token: string | undefined,
  expected: { readonly audience: Agency; readonly keys: JWTVerifyGetKey; readonly now: Date },
): Promise<AggregateReceipt> {
  if (token === undefined || token === '') throw new SamsynError('RECEIPT_MISSING', {});
  try {
    const { payload } = await jwtVerify(token, expected.keys, {
      issuer: ISSUER,
      audience: `urn:samsyn:agency:${expected.audience}`,
      algorithms: [ALGORITHM],
      typ: TYPE,
      requiredClaims: ['exp', 'iat'],
      currentDate: expected.now,
      clockTolerance: 2,
      maxTokenAge: LIFETIME_SECONDS,
    });
    return claimsText.strip().parse(payload);
  } catch {
    throw new SamsynError('RECEIPT_INVALID', { reason: 'altered, expired, or addressed to another agency' });
  }
}
