import { createHash } from 'node:crypto';
import { decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { AGENCIES, type Agency } from '../schema/agency.ts';
import { SamsynError, type ErrorCode } from '../schema/error-catalogue.ts';
import { homeAgency, ROLES, type Role } from '../schema/role.ts';
import { isStaffSubject } from '../schema/staff-subject.ts';
import { createIssuerKeys, KEYS_UNHAD } from './issuer-keys.ts';

/** Who asks, as the token of the asker's agency says. */
export interface Requester {
  /** Pseudonymous subject: the same person of staff has the same one every day. */
  readonly subject: string;
  readonly role: Role;
  /** The employer. A role never grows by the workplace. */
  readonly agency: Agency;
  readonly workplace: Agency;
  readonly issuer: string;
  /** The token's own id, by which it alone can be revoked; null where the issuer gives none. */
  readonly tokenId: string | null;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** One person of staff, whichever token they hold: a subject is its issuer's own. Not for logs. */
export function actorOf({ issuer, subject }: Pick<Requester, 'issuer' | 'subject'>): string {
  return `${issuer}\n${subject}`;
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
   * @throws SamsynError UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_FOREIGN, ROLE_UNKNOWN or ISSUER_UNAVAILABLE
   */
  verify(authorization: string | undefined, now: Date): Promise<Requester>;
  /** Whether the keys of some issuer have ever been had; until then nobody can be recognised. Asks for them if not. */
  hasKeys(): Promise<boolean>;
}

interface TrustedIssuer {
  readonly issuer: TokenIssuer;
  readonly keys: JWTVerifyGetKey;
}

const CLOCK_TOLERANCE_SECONDS = 5;
/** A working day and a half; an issuer that gives longer ones is not followed. */
const MAX_TOKEN_AGE_SECONDS = 12 * 60 * 60;
const REMEMBERED_TOKENS = 10_000;
/** With the two minutes that keys are kept this makes that a key which an issuer takes back works for at most three minutes more. */
const REMEMBERED_MS = 60_000;

/** Creates the verifier that gateway and agencies share: signature against the issuer's JWKS, algorithm, issuer, audience, expiry. */
export function createTokenVerifier(issuers: readonly TokenIssuer[]): TokenVerifier {
  const trusted = new Map<string, TrustedIssuer>(
    issuers.map((issuer) => [
      issuer.issuer,
      { issuer, keys: createIssuerKeys(issuer.jwksUri, () => performance.now()) },
    ]),
  );
  const remembered = new Map<string, { readonly requester: Requester; readonly until: number }>();
  let hadKeys = false;
  return {
    async verify(authorization, now) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) throw new SamsynError('UNAUTHENTICATED', {});
      const digest = createHash('sha256').update(token).digest('base64url');
      const known = remembered.get(digest);
      if (known !== undefined && known.until > now.getTime()) return known.requester;
      const requester = await verifyToken(token, trusted, now);
      if (remembered.size >= REMEMBERED_TOKENS) remembered.clear();
      remembered.set(digest, { requester, until: Math.min(requester.expiresAt * 1000, now.getTime() + REMEMBERED_MS) });
      return requester;
    },
    hasKeys: async () => {
      hadKeys ||= await haveKeys([...trusted.values()]);
      return hadKeys;
    },
  };
}

/** A key that no issuer has: whether it is missing among keys that were had, or none were had, is what is asked. */
const NO_KEY = { kid: 'no key has this id' };

async function haveKeys(issuers: readonly TrustedIssuer[]): Promise<boolean> {
  const had = issuers.map(({ issuer, keys }) =>
    Promise.resolve(keys({ ...NO_KEY, alg: issuer.algorithms[0] ?? '' }, { payload: '', signature: '' })).then(
      () => true,
      (error: unknown) => error instanceof errors.JOSEError && !KEYS_UNHAD.includes(error.code),
    ),
  );
  return (await Promise.all(had)).includes(true);
}

async function verifyToken(token: string, trusted: ReadonlyMap<string, TrustedIssuer>, now: Date): Promise<Requester> {
  const source = trusted.get(claimedIssuer(token));
  if (source === undefined) throw new SamsynError('TOKEN_FOREIGN', {});
  try {
    const { payload } = await jwtVerify(token, source.keys, {
      issuer: source.issuer.issuer,
      audience: source.issuer.audience,
      algorithms: source.issuer.algorithms,
      requiredClaims: ['exp', 'iat', 'sub'],
      maxTokenAge: MAX_TOKEN_AGE_SECONDS,
      currentDate: now,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    return readRequester(payload, source.issuer);
  } catch (error) {
    if (error instanceof SamsynError) throw error;
    throw new SamsynError(verdictOn(error), {});
  }
}

/** A token is judged only with the issuer's keys at hand; when they cannot be had, that is nobody's fault who asks. */
function verdictOn(error: unknown): ErrorCode {
  if (error instanceof errors.JWTExpired) return 'TOKEN_EXPIRED';
  const isUnjudged = !(error instanceof errors.JOSEError) || KEYS_UNHAD.includes(error.code);
  return isUnjudged ? 'ISSUER_UNAVAILABLE' : 'TOKEN_FOREIGN';
}

function claimedIssuer(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw new SamsynError('TOKEN_FOREIGN', {});
  }
}

const requesterClaims = z.object({
  /** A pseudonym: an issuer that sends the personal identity number of its staff is not followed. */
  sub: z.string().refine(isStaffSubject),
  exp: z.number(),
  jti: z.string().min(1).max(128).nullish(),
  samsyn_role: z.enum(ROLES),
  samsyn_agency: z.enum(AGENCIES),
  samsyn_workplace: z.enum(AGENCIES).optional(),
});

function readRequester(payload: JWTPayload, issuer: TokenIssuer): Requester {
  const claims = requesterClaims.safeParse(payload);
  if (!claims.success) throw new SamsynError('ROLE_UNKNOWN', {});
  const { sub, exp, jti, samsyn_role: role, samsyn_agency: agency, samsyn_workplace: workplace } = claims.data;
  const isAtHome = (homeAgency(role) ?? agency) === agency && issuer.agencies.includes(agency);
  if (!isAtHome) throw new SamsynError('ROLE_UNKNOWN', {});
  return {
    subject: sub,
    role,
    agency,
    workplace: workplace ?? agency,
    issuer: issuer.issuer,
    tokenId: jti ?? null,
    expiresAt: exp,
  };
}
