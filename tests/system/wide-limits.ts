/**
 * Limits of a gateway that a test or a bench keeps busy by few staff on a machine that does other things too: wide enough not to be
 * met. Limits have tests of their own.
 */
export const WIDE_LIMITS = {
  LIMIT_ACTOR_PER_MINUTE: '1000000',
  LIMIT_AGENCY_PER_MINUTE: '10000000',
  LIMIT_ACTOR_AT_ONCE: '10000',
  LIMIT_AGENCY_AT_ONCE: '10000',
  LIMIT_AT_ONCE: '10000',
  LIMIT_TURN_MS: '60000',
  LIMIT_QUEUE_MS: '60000',
  LIMIT_LATENESS_MS: '60000',
} as const;
