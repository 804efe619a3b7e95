import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

const KEYS_KEPT_MS = 120_000;
/** For how long a key that is not known is believed to be none: a flood of made-up ones asks the issuer no oftener than this. */
const UNKNOWN_KEY_MS = 5_000;
/** For how long an issuer that did not answer is left alone. */
const PAUSE_MS = 2_000;
const ANSWER_LIMIT_MS = 2_000;

/** What comes of an issuer that does not answer, or not with a key set. */
export const KEYS_UNHAD: readonly string[] = ['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID'];

/**
 * The published keys of an issuer. They are kept for two minutes, and go on to serve for so long when the issuer is away; a new key is
 * found within seconds. However many tokens come, an issuer is asked once in five seconds, and once in two while it does not answer.
 * @param ticks a clock that never jumps, ms
 */
export function createIssuerKeys(jwksUri: string, ticks: () => number): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(new URL(jwksUri), {
    cacheMaxAge: KEYS_KEPT_MS,
    cooldownDuration: UNKNOWN_KEY_MS,
    timeoutDuration: ANSWER_LIMIT_MS,
  });
  let pause: { readonly until: number; readonly error: unknown } | null = null;
  return async (header, token) => {
    if (pause !== null && ticks() < pause.until) {
      const kept = remote.fresh ? remote.jwks() : undefined;
      if (kept === undefined) throw pause.error;
      return createLocalJWKSet(kept)(header, token);
    }
    try {
      const key = await remote(header, token);
      pause = null;
      return key;
    } catch (error) {
      if (isUnhad(error)) pause = { until: ticks() + PAUSE_MS, error };
      throw error;
    }
  };
}

function isUnhad(error: unknown): boolean {
  return !(error instanceof errors.JOSEError) || KEYS_UNHAD.includes(error.code);
}
