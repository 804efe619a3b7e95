import { createHash } from 'node:crypto';
import { createRemoteJWKSet, decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { AGENCIES, isAgency, type Agency } from '../schema/agency.ts';
import { SamsynError } from '../schema/error-catalogue.ts';
import { homeAgency, isRole, type Role } from '../schema/role.ts';

/** Who asks, as the token of the asker's agency says. */
export interface Requester {
  /** Pseudonymous subject: the same person of staff has the same one every day. */
  readonly subject: string;
  readonly role: Role;
  /** The employer. A role never grows by the workplace. */
  readonly agency: Agency;
  readonly workplace: Agency;
  readonly issuer: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** An issuer that is trusted, and the agencies that it may speak for. */
export const tokenIssuersSetting = z
  .array(
    z.strictObject({
      issuer: z.url(),
      jwksUri: z.url(),
      audience: z.string().min(1),
      algorithms: z.array(z.enum(['ES256', 'ES384', 'EdDSA', 'PS256', 'RS256'])).min(1),
      agencies: z.array(z.enum(AGENCIES)).min(1),
    }),
  )
  .min(1);

export type TokenIssuer = z.infer<typeof tokenIssuersSetting>[number];

export interface TokenVerifier {
  /**
   * Verifies the value of an `Authorization` header.
   * @throws SamsynError UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_FOREIGN or ROLE_UNKNOWN
   */
  verify(authorization: string | undefined, now: Date): Promise<Requester>;
}

interface TrustedIssuer {
  readonly issuer: TokenIssuer;
  readonly keys: JWTVerifyGetKey;
}

const CLOCK_TOLERANCE_SECONDS = 5;
const REMEMBERED_TOKENS = 10_000;

/** Creates the verifier that gateway and agencies share: signature against the issuer's JWKS, algorithm, issuer, audience, expiry. */
export function createTokenVerifier(issuers: readonly TokenIssuer[]): TokenVerifier {
  const trusted = new Map<string, TrustedIssuer>(
    issuers.map((issuer) => [issuer.issuer, { issuer, keys: createRemoteJWKSet(new URL(issuer.jwksUri)) }]),
  );
  const remembered = new Map<string, Requester>();
  return {
    async verify(authorization, now) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) throw new SamsynError('UNAUTHENTICATED', {});
      const digest = createHash('sha256').update(token).digest('base64url');
      const known = remembered.get(digest);
      if (known !== undefined && known.expiresAt * 1000 > now.getTime()) return known;
      const requester = await verifyToken(token, trusted, now);
      if (remembered.size >= REMEMBERED_TOKENS) remembered.clear();
      remembered.set(digest, requester);
      return requester;
    },
  };
}

async function verifyToken(token: string, trusted: ReadonlyMap<string, TrustedIssuer>, now: Date): Promise<Requester> {
  const source = trusted.get(claimedIssuer(token));
  if (source === undefined) throw new SamsynError('TOKEN_FOREIGN', {});
  try {
    const { payload } = await jwtVerify(token, source.keys, {
      issuer: source.issuer.issuer,
      audience: source.issuer.audience,
      algorithms: source.issuer.algorithms,
      requiredClaims: ['exp', 'sub'],
      currentDate: now,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    return readRequester(payload, source.issuer);
  } catch (error) {
    if (error instanceof SamsynError) throw error;
    throw new SamsynError(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'TOKEN_FOREIGN', {});
  }
}

function claimedIssuer(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw new SamsynError('TOKEN_FOREIGN', {});
  }
}

function readRequester(payload: JWTPayload, issuer: TokenIssuer): Requester {
  const role = String(payload['samsyn_role']);
  const agency = String(payload['samsyn_agency']);
  const claimedWorkplace = payload['samsyn_workplace'];
  const workplace = typeof claimedWorkplace === 'string' ? claimedWorkplace : agency;
  if (!isRole(role) || !isAgency(agency) || !isAgency(workplace)) throw new SamsynError('ROLE_UNKNOWN', {});
  const isAtHome = (homeAgency(role) ?? agency) === agency && issuer.agencies.includes(agency);
  if (!isAtHome) throw new SamsynError('ROLE_UNKNOWN', {});
  return {
    subject: payload.sub ?? '',
    role,
    agency,
    workplace,
    issuer: issuer.issuer,
    expiresAt: payload.exp ?? 0,
  };
}
