import { hash } from 'node:crypto';
import { jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Agency } from '../schema/agency.ts';
import { SamsynError } from '../schema/error-catalogue.ts';
import { PURPOSES } from '../schema/purpose.ts';
import { ROLES } from '../schema/role.ts';
import { readDisclosed, readPresented } from './selective-disclosure.ts';

export const RECEIPT_ISSUER = 'urn:samsyn:gateway';
export const RECEIPT_ALGORITHM = 'EdDSA';
/** So that nothing else that the gateway signs can pass for a receipt. */
export const RECEIPT_TYPE = 'samsyn-receipt+sd-jwt';
/** What is disclosed to each agency. */
export const RECEIPT_CLAIM = 'receipt';
/** Long enough for a slow agency, short enough to be worthless when found. Seconds. */
export const RECEIPT_LIFETIME_SECONDS = 30;

const receiptClaims = z.object({
  subject: z.string(),
  role: z.enum(ROLES),
  purpose: z.enum(PURPOSES),
  caseNumber: z.string().nullable(),
  coordinates: z.array(z.string()),
  refsDigest: z.string(),
  policyDigest: z.string(),
  requestId: z.string(),
});

const disclosedClaims = receiptClaims.extend({ aud: z.string(), jti: z.string() });

/** What the gateway permits one agency to be asked: for whom, why, which coordinates, about which persons. */
export type Receipt = Readonly<z.infer<typeof receiptClaims>>;

/** As a receipt names the agency that it is addressed to. */
export function audienceOf(agency: Agency): string {
  return `urn:samsyn:agency:${agency}`;
}

/**
 * Verifies a receipt at the agency that it is addressed to: the signature, and that it covers what is disclosed.
 * @throws SamsynError RECEIPT_MISSING when there is none, RECEIPT_INVALID when it is altered, expired or for another agency
 */
export async function verifyReceipt(
  token: string | undefined,
  expected: { readonly audience: Agency; readonly keys: JWTVerifyGetKey; readonly now: Date },
): Promise<Receipt> {
  if (token === undefined || token === '') throw new SamsynError('RECEIPT_MISSING', {});
  try {
    const presented = readPresented(token);
    if (presented === null) throw new TypeError('it discloses no receipt');
    const { payload } = await jwtVerify(presented.jwt, expected.keys, {
      issuer: RECEIPT_ISSUER,
      algorithms: [RECEIPT_ALGORITHM],
      typ: RECEIPT_TYPE,
      requiredClaims: ['exp', 'iat'],
      currentDate: expected.now,
      clockTolerance: 2,
      maxTokenAge: RECEIPT_LIFETIME_SECONDS,
    });
    if (payload['_sd_alg'] !== 'sha-256') throw new TypeError('its digests are made in another way');
    const disclosed = disclosedClaims.parse(readDisclosed(presented.encoded, RECEIPT_CLAIM, payload['_sd']));
    if (disclosed.aud !== audienceOf(expected.audience)) throw new TypeError('it is for another agency');
    return receiptClaims.parse(disclosed);
  } catch {
    throw new SamsynError('RECEIPT_INVALID', { reason: 'altered, expired, or addressed to another agency' });
  }
}

/** Digest of the persons a fetch is about: order and repetition do not matter. */
export function digestRefs(refs: readonly string[]): string {
  return hash('sha256', [...new Set(refs)].sort().join('\n'), 'base64url');
}

export const AGENCY_HEADERS = {
  receipt: 'samsyn-receipt',
  requestId: 'samsyn-request-id',
} as const;

/** What goes with an operation to an agency besides its variables, in the `extensions` of the body (GraphQL over HTTP). */
export interface AgencyExtensions {
  /** Consents, attested by socialtjänsten; absent where none are leaned on. */
  readonly consents?: string | undefined;
}
