/** So many points in so many seconds, for each of whom it counts. */
export interface RateRule {
  /** What it counts: requests of a person of staff, or of all staff of an agency. */
  readonly name: 'actor' | 'agency';
  readonly points: number;
  readonly seconds: number;
}

/** What became of an attempt; how long to wait is in whole seconds, and never zero. */
export type RateVerdict =
  { readonly isAllowed: true } | { readonly isAllowed: false; readonly retryAfterSeconds: number };

/** Counts what each has used under one rule. */
export interface RateLimits {
  /**
   * Takes points for somebody, if there are any left. It never waits.
   * @param who a pseudonymous subject, or an agency: whoever stores it stores a keyed hash
   */
  consume(who: string, points: number): Promise<RateVerdict>;
}

/** Makes the counter of one rule: in memory, or in a store that the replicas share. */
export type OpenRateLimits = (rule: RateRule) => RateLimits;
