import { FairQueue } from './fair-queue.ts';

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

/** Whose call it is. */
export interface Visitor {
  /** The request that the call is part of, by what object it is. */
  readonly request: object;
  /** Who asks; places go round among those who wait. */
  readonly asker: string;
}

interface Waiting {
  readonly visitor: Visitor;
  readonly settle: (entry: Entry) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Bounds what one endpoint can hold of the gateway, so that an agency that hangs takes no place that calls to another could need.
 */
export class Bulkhead {
  readonly #limits: BulkheadLimits;
  readonly #ticks: () => number;
  readonly #waiting: FairQueue<Waiting>;
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
    this.#waiting = new FairQueue(ticks);
  }

  /**
   * A place at once, or when one is free within the time: askers take turns, and each one's calls come in their order. What has entered
   * must leave. Where no more may wait, whoever has most waiting loses the last of it.
   */
  enter(withinMs: number, visitor: Visitor): Entry | Promise<Entry> {
    if (this.#inside < this.#limits.concurrent) {
      if (this.#inside === 0) this.#takenAt = this.#ticks();
      this.#inside += 1;
      this.#note(visitor);
      return 'entered';
    }
    if (this.#waiting.size >= this.#limits.waiting) {
      const last = this.#waiting.makeRoom(visitor.asker);
      if (last === null) return 'full';
      this.#sendAway(last, 'full');
    }
    return new Promise((settle) => {
      const timer = setTimeout(() => {
        this.#waiting.remove(visitor.asker, waiting);
        this.#sendAway(waiting, 'late');
      }, withinMs);
      const waiting: Waiting = { visitor, settle, timer };
      this.#waiting.push(visitor.asker, waiting);
      this.#note(visitor);
    });
  }

  /** Whoever is inside had an answer, so long after it was asked, ms. */
  noteAnswer(tookMs: number): void {
    if (tookMs <= this.#limits.wellMs) this.#answeredAt = this.#ticks();
  }

  /**
   * Whether more is asked than the endpoint can answer, though it answers well: then this asker, who comes now, would wait for long, and
   * make others wait. Of one that hangs or is slow by itself it is not so: what does not need it must not suffer for it, and what needs it
   * is better told what is missing.
   */
  isBehind(asker: string): boolean {
    if (this.#waiting.size === 0) return false;
    const { queueMs } = this.#limits;
    return this.#waiting.waitedMs(asker) > queueMs && this.#ticks() - this.#answeredAt <= queueMs;
  }

  /** How many requests wait, inside or for a place, while nobody is answered well: they ask nothing of this process until one is. */
  held(): number {
    if (this.#inside === 0) return 0;
    const isQuiet = this.#ticks() - Math.max(this.#answeredAt, this.#takenAt) > QUIET_MS;
    return isQuiet ? this.#requests.size : 0;
  }

  /** Gives the place to whoever's turn it is. */
  leave(visitor: Visitor): void {
    this.#forget(visitor);
    const next = this.#waiting.take();
    if (next === null) {
      this.#inside -= 1;
      return;
    }
    clearTimeout(next.timer);
    next.settle('entered');
  }

  #sendAway({ visitor, settle, timer }: Waiting, entry: Entry): void {
    clearTimeout(timer);
    this.#forget(visitor);
    settle(entry);
  }

  #note({ request }: Visitor): void {
    this.#requests.set(request, (this.#requests.get(request) ?? 0) + 1);
  }

  #forget({ request }: Visitor): void {
    const left = (this.#requests.get(request) ?? 0) - 1;
    if (left > 0) this.#requests.set(request, left);
    else this.#requests.delete(request);
  }
}
