/** What was seen of the process in one short spell. */
export interface Spell {
  /** How long a turn of the process took, the middle one of the spell, ms: whatever is ready waits as long for its part. */
  readonly turnMs: number;
  /** The most requests that were under way in it, and did not wait in vain. */
  readonly mostAtWork: number;
  /** Whether somebody was shed in it. */
  readonly wasFull: boolean;
}

export interface AdaptiveLimitOptions {
  /** Never more than these are under way. */
  readonly most: number;
  /** How long a turn may take, ms. */
  readonly turnMs: number;
}

/** As few as these are let in however late the process is: then something else makes it late, and shedding would help nobody. */
const LEAST = 16;
/** In one spell no more than half is taken back, and no less than a tenth. */
const LARGEST_CUT = 0.5;
const SMALLEST_CUT = 0.9;
/** While somebody is shed and turns are short, the limit grows by this share a spell. */
const GROWTH = 0.1;

/**
 * How many requests may be under way at a time, learned from how long a turn of the process takes. A request needs several turns, and
 * a turn grows with what is under way, so that to bound the turn is to bound how long those who are let in wait for the processor. It
 * is cut by how much turns are too long, and grows while they are short.
 */
export class AdaptiveLimit {
  readonly #most: number;
  readonly #turnMs: number;
  #limit: number;

  constructor({ most, turnMs }: AdaptiveLimitOptions) {
    this.#most = most;
    this.#turnMs = turnMs;
    this.#limit = most;
  }

  /** How many may be under way now; whole. */
  get now(): number {
    return Math.floor(this.#limit);
  }

  /** Learns from one spell. */
  observe({ turnMs, mostAtWork, wasFull }: Spell): void {
    if (turnMs <= this.#turnMs) {
      this.#limit = Math.min(this.#most, this.#limit + (wasFull ? Math.max(1, this.#limit * GROWTH) : 1));
    } else if (mostAtWork > LEAST) {
      // Of what was under way, not of a limit that was never reached: else a sudden flood would have to be cut many times over.
      const share = Math.min(SMALLEST_CUT, Math.max(LARGEST_CUT, this.#turnMs / turnMs));
      this.#limit = Math.max(LEAST, Math.min(this.#limit, mostAtWork) * share);
    }
  }
}
