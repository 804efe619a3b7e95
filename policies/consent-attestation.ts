import { randomUUID } from 'node:crypto';
import { importJWK, jwtVerify, SignJWT, type JWK, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Agency } from '../schema/agency.ts';
import { SamsynError } from '../schema/error-catalogue.ts';
import { PURPOSES } from '../schema/purpose.ts';
import { ROLES } from '../schema/role.ts';
import type { AttestedConsent } from './holder-facts.ts';
import type { Receipt } from './receipt.ts';

const ISSUER = 'urn:samsyn:agency:socialtjanst';
const TYPE = 'samsyn-consent+jwt';
const ALGORITHM = 'EdDSA';
/** A withdrawal is acknowledged when every attestation of the consent has ended, so a short life makes a short wait. Seconds. */
export const ATTESTATION_LIFETIME_SECONDS = 10;
/** How far apart the clocks of socialtjänsten and a holder may be. Seconds. */
export const ATTESTATION_TOLERANCE_SECONDS = 2;

const attestedConsent = z.object({
  id: z.string(),
  rows: z.array(z.string()),
  recipients: z.array(z.enum(ROLES)),
  participants: z.array(z.string()),
  purpose: z.enum(PURPOSES),
  from: z.iso.date(),
  to: z.iso.date(),
});

const attestationClaims = z.object({
  requestId: z.string(),
  subject: z.string(),
  role: z.enum(ROLES),
  purpose: z.enum(PURPOSES),
  /** By the person's present ref; a person without a consent in force is not there. */
  consents: z.record(z.string(), z.array(attestedConsent)),
  jti: z.string(),
});

/** What socialtjänsten says of the consents that one asker can lean on in one request to one holder. */
export type ConsentAttestation = Readonly<z.infer<typeof attestationClaims>>;

/** Consents by the person's present ref. */
export type ConsentsByPerson = Readonly<Record<string, readonly AttestedConsent[]>>;

/** Signs attestations with the key that socialtjänsten alone holds. */
export interface AttestationIssuer {
  issue(attestation: NewAttestation, audience: Agency, now: Date): Promise<string>;
}

/** An attestation before it is signed. */
export type NewAttestation = Omit<ConsentAttestation, 'jti' | 'consents'> & { readonly consents: ConsentsByPerson };

/** When an attestation that is issued now ends. */
export function attestationEnd(now: Date): Date {
  return new Date((Math.floor(now.getTime() / 1000) + ATTESTATION_LIFETIME_SECONDS) * 1000);
}

/** @throws TypeError when the key is not an Ed25519 private JWK */
export async function createAttestationIssuer(privateKey: JWK): Promise<AttestationIssuer> {
  const key = await importJWK(privateKey, ALGORITHM);
  const header = { alg: ALGORITHM, typ: TYPE, ...(privateKey.kid === undefined ? {} : { kid: privateKey.kid }) };
  return {
    issue: (attestation, audience, now) => {
      return new SignJWT({ ...attestation })
        .setProtectedHeader(header)
        .setIssuer(ISSUER)
        .setAudience(`urn:samsyn:agency:${audience}`)
        .setIssuedAt(Math.floor(now.getTime() / 1000))
        .setExpirationTime(attestationEnd(now))
        .setJti(randomUUID())
        .sign(key);
    },
  };
}

export interface ExpectedAttestation {
  readonly audience: Agency;
  /** Socialtjänsten's published keys, and no others. */
  readonly keys: JWTVerifyGetKey;
  /** The receipt that it came with: the same asker, purpose and request. */
  readonly receipt: Receipt;
  readonly now: Date;
}

/**
 * Verifies an attestation at the holder that it is addressed to. Whether it was used before is for the holder to know.
 * @throws SamsynError CONSENT_INVALID when it is forged, altered, expired, or for another holder, asker, purpose or request
 */
export async function verifyAttestation(token: string, expected: ExpectedAttestation): Promise<ConsentAttestation> {
  const { receipt } = expected;
  try {
    const { payload } = await jwtVerify(token, expected.keys, {
      issuer: ISSUER,
      audience: `urn:samsyn:agency:${expected.audience}`,
      typ: TYPE,
      algorithms: [ALGORITHM],
      requiredClaims: ['exp', 'iat', 'jti'],
      currentDate: expected.now,
      clockTolerance: ATTESTATION_TOLERANCE_SECONDS,
      maxTokenAge: ATTESTATION_LIFETIME_SECONDS,
    });
    const claims = attestationClaims.parse(payload);
    const isOfThisRequest =
      claims.requestId === receipt.requestId &&
      claims.subject === receipt.subject &&
      claims.role === receipt.role &&
      claims.purpose === receipt.purpose;
    if (!isOfThisRequest) throw new TypeError('it belongs to another request');
    return claims;
  } catch {
    throw new SamsynError('CONSENT_INVALID', { reason: 'forged, altered, expired, or for somebody or something else' });
  }
}
