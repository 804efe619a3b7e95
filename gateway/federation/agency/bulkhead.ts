/** How many calls may be at one endpoint at a time, how many may wait for a place, and when it is behind. */
export interface BulkheadLimits {
  readonly concurrent: number;
  readonly waiting: number;
  /** How long a call may wait for a place, ms, where the endpoint answers well. */
  readonly queueMs: number;
  /** An answer that took longer, ms, once it was asked, is not the asker's doing. */
  readonly wellMs: number;
}

export interface BulkheadOptions {
  readonly limits: BulkheadLimits;
  /** A clock that never jumps, ms. */
  readonly ticks: () => number;
}

/** Longer than an endpoint that answers at all leaves everybody without an answer, ms. */
const QUIET_MS = 200;

export type Entry = 'entered' | 'full' | 'late';

interface Waiting {
  readonly since: number;
  readonly settle: (entry: Entry) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Bounds what one endpoint can hold of the gateway, so that an agency that hangs takes no place that calls to another could need.
 */
export class Bulkhead {
  readonly #limits: BulkheadLimits;
  readonly #ticks: () => number;
  readonly #waiting = new Set<Waiting>();
  /** How many calls of each request are here. */
  readonly #requests = new Map<object, number>();
  #inside = 0;
  /** When it last answered well. */
  #answeredAt = Number.NEGATIVE_INFINITY;
  /** Since when somebody has been inside. */
  #takenAt = Number.NEGATIVE_INFINITY;

  constructor({ limits, ticks }: BulkheadOptions) {
    this.#limits = limits;
    this.#ticks = ticks;
  }

  /** A place at once, or when one is free within the time; first come, first served. What has entered must leave. */
  enter(withinMs: number, request: object): Entry | Promise<Entry> {
    if (this.#inside < this.#limits.concurrent) {
      if (this.#inside === 0) this.#takenAt = this.#ticks();
      this.#inside += 1;
      this.#note(request);
      return 'entered';
    }
    if (this.#waiting.size >= this.#limits.waiting) return 'full';
    return new Promise((settle) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        this.#forget(request);
        settle('late');
      }, withinMs);
      const waiting: Waiting = { since: this.#ticks(), settle, timer };
      this.#waiting.add(waiting);
      this.#note(request);
    });
  }

  /** Whoever is inside had an answer, so long after it was asked, ms. */
  noteAnswer(tookMs: number): void {
    if (tookMs <= this.#limits.wellMs) this.#answeredAt = this.#ticks();
  }

  /**
   * Whether more is asked than the endpoint can answer, though it answers well: then whoever comes now would wait for long, and make
   * others wait. Of one that hangs or is slow by itself it is not so: what does not need it must not suffer for it, and what needs it
   * is better told what is missing.
   */
  isBehind(): boolean {
    const [longest] = this.#waiting;
    if (longest === undefined) return false;
    const { queueMs } = this.#limits;
    const now = this.#ticks();
    return now - longest.since > queueMs && now - this.#answeredAt <= queueMs;
  }

  /** How many requests wait, inside or for a place, while nobody is answered well: they ask nothing of this process until one is. */
  held(): number {
    if (this.#inside === 0) return 0;
    const isQuiet = this.#ticks() - Math.max(this.#answeredAt, this.#takenAt) > QUIET_MS;
    return isQuiet ? this.#requests.size : 0;
  }

  /** Gives the place to whoever has waited longest. */
  leave(request: object): void {
    this.#forget(request);
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#inside -= 1;
      return;
    }
    this.#waiting.delete(next);
    clearTimeout(next.timer);
    next.settle('entered');
  }

  #note(request: object): void {
    this.#requests.set(request, (this.#requests.get(request) ?? 0) + 1);
  }

  #forget(request: object): void {
    const left = (this.#requests.get(request) ?? 0) - 1;
    if (left > 0) this.#requests.set(request, left);
    else this.#requests.delete(request);
  }
}
