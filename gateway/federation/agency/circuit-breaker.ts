/** When a breaker opens, and for how long. */
export interface BreakerLimits {
  /** How many calls in a row must fail. In a row, so that an agency that fails one call in two goes on serving the other. */
  readonly failuresInARow: number;
  /** For how long nobody calls, ms; doubled each time the probe fails. */
  readonly openMs: number;
  readonly longestOpenMs: number;
}

export const BREAKER_LIMITS: BreakerLimits = { failuresInARow: 5, openMs: 1_000, longestOpenMs: 10_000 };

/** What came of a call: `cut` when the caller gave up before it could be known. */
export type CallOutcome = 'answered' | 'failed' | 'cut';

/** Tells the breaker what came of a call; once. */
export type EndCall = (outcome: CallOutcome) => void;

export interface BreakerOptions {
  readonly limits: BreakerLimits;
  /** A clock that never jumps, ms. */
  readonly ticks: () => number;
  /** From 0 to 1; spreads the probes of several gateways. */
  readonly random: () => number;
  readonly onChange: (state: 'open' | 'closed') => void;
}

/**
 * Leaves an endpoint alone for a while when its calls fail one after the other: whoever asks learns at once that it is missing, and
 * it has peace to recover. Then one call goes through as a probe; its outcome decides for all.
 */
export class CircuitBreaker {
  readonly #options: BreakerOptions;
  #failures = 0;
  /** When a probe may go; null while calls pass freely. */
  #opensAt: number | null = null;
  #openMs: number;
  #probe: symbol | null = null;

  constructor(options: BreakerOptions) {
    this.#options = options;
    this.#openMs = options.limits.openMs;
  }

  /** Whether a call would be refused now. */
  isOpen(): boolean {
    return this.#opensAt !== null && (this.#probe !== null || this.#options.ticks() < this.#opensAt);
  }

  /** Lets a call through, or null. Whoever is let through must say what came of it. */
  begin(): EndCall | null {
    if (this.isOpen()) return null;
    const call = Symbol('call');
    if (this.#opensAt !== null) this.#probe = call;
    return (outcome) => this.#end(call, outcome);
  }

  #end(call: symbol, outcome: CallOutcome): void {
    const wasProbe = this.#probe === call;
    if (wasProbe) this.#probe = null;
    if (outcome === 'answered') this.#close();
    if (outcome !== 'failed') return;
    // What was under way when it opened says nothing new.
    if (this.#opensAt !== null && !wasProbe) return;
    this.#failures += 1;
    if (wasProbe || this.#failures >= this.#options.limits.failuresInARow) this.#open(wasProbe);
  }

  #close(): void {
    this.#failures = 0;
    this.#openMs = this.#options.limits.openMs;
    if (this.#opensAt === null) return;
    this.#opensAt = null;
    this.#probe = null;
    this.#options.onChange('closed');
  }

  #open(again: boolean): void {
    const { limits, random, ticks, onChange } = this.#options;
    if (again) this.#openMs = Math.min(limits.longestOpenMs, this.#openMs * 2);
    this.#opensAt = ticks() + this.#openMs * (0.5 + random() / 2);
    if (!again) onChange('open');
  }
}
