/** How many calls may be at one endpoint at a time, and how many may wait for a place. */
export interface BulkheadLimits {
  readonly concurrent: number;
  readonly waiting: number;
}

export type Entry = 'entered' | 'full' | 'late';

interface Waiting {
  readonly settle: (entry: Entry) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Bounds what one endpoint can hold of the gateway, so that an agency that hangs takes no place that calls to another could need.
 * Whoever has entered must leave.
 */
export class Bulkhead {
  readonly #limits: BulkheadLimits;
  readonly #waiting = new Set<Waiting>();
  #inside = 0;

  constructor(limits: BulkheadLimits) {
    this.#limits = limits;
  }

  /** A place at once, or when one is free within the time; first come, first served. */
  enter(withinMs: number): Entry | Promise<Entry> {
    if (this.#inside < this.#limits.concurrent) {
      this.#inside += 1;
      return 'entered';
    }
    if (this.#waiting.size >= this.#limits.waiting) return 'full';
    return new Promise((settle) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        settle('late');
      }, withinMs);
      const waiting: Waiting = { settle, timer };
      this.#waiting.add(waiting);
    });
  }

  /** Gives the place to whoever has waited longest. */
  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#inside -= 1;
      return;
    }
    this.#waiting.delete(next);
    clearTimeout(next.timer);
    next.settle('entered');
  }
}
