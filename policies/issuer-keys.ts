import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

const KEYS_KEPT_MS = 120_000;
const KEYS_RENEWED_MS = 60_000;
/** For how long a key that is not known is believed to be none: a flood of made-up ones asks the issuer no oftener than this. */
const UNKNOWN_KEY_MS = 5_000;
/** For how long an issuer that did not answer is left alone. */
const PAUSE_MS = 2_000;
const ANSWER_LIMIT_MS = 2_000;

/** What comes of an issuer that does not answer, or not with a key set. */
export const KEYS_UNHAD: readonly string[] = ['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID'];

/**
 * The published keys of an issuer. They are kept for two minutes and fetched anew after one, behind the back of whoever asks, so that
 * an issuer that is away for a minute is missed by nobody; a new key is found within seconds. However many tokens come, an issuer is
 * asked once in five seconds, and once in two while it does not answer.
 * @param ticks a clock that never jumps, ms
 */
export function createIssuerKeys(jwksUri: string, ticks: () => number): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(new URL(jwksUri), {
    cacheMaxAge: KEYS_KEPT_MS,
    cooldownDuration: UNKNOWN_KEY_MS,
    timeoutDuration: ANSWER_LIMIT_MS,
  });
  let pause: Pause | null = null;
  let renewAt = 0;
  const giveUp = (error: unknown): void => {
    if (isUnhad(error)) pause = { until: ticks() + PAUSE_MS, error };
  };
  return async (header, token) => {
    if (pause !== null && ticks() < pause.until) return findKept(remote, pause, header, token);
    if (!remote.fresh) renewAt = ticks() + KEYS_RENEWED_MS;
    else if (ticks() > renewAt) {
      renewAt = ticks() + KEYS_RENEWED_MS;
      void remote.reload().catch(giveUp);
    }
    try {
      return await remote(header, token);
    } catch (error) {
      giveUp(error);
      throw error;
    }
  };
}

interface Pause {
  readonly until: number;
  readonly error: unknown;
}

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

/** While the issuer is away, a key that is not among those kept may be a new one: nobody can tell. */
async function findKept(
  remote: RemoteKeys,
  pause: Pause,
  ...[header, token]: Parameters<JWTVerifyGetKey>
): ReturnType<RemoteKeys> {
  const kept = remote.fresh ? remote.jwks() : undefined;
  if (kept === undefined) throw pause.error;
  return createLocalJWKSet(kept)(header, token).catch(() => {
    throw pause.error;
  });
}

function isUnhad(error: unknown): boolean {
  return !(error instanceof errors.JOSEError) || KEYS_UNHAD.includes(error.code);
}
