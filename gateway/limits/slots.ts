/** Gives back what was taken; safe to call once only, where it is taken. */
export type Leave = () => void;

/** Counts what is under way for each of whom it counts, up to a limit. */
export class Slots {
  readonly #taken = new Map<string, number>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How much is under way for somebody. */
  taken(who: string): number {
    return this.#taken.get(who) ?? 0;
  }

  isFull(who: string): boolean {
    return this.taken(who) >= this.#limit;
  }

  /** Takes a place, or null when there is none. Nobody is remembered of whom nothing is under way. */
  take(who: string): Leave | null {
    if (this.isFull(who)) return null;
    this.#taken.set(who, this.taken(who) + 1);
    return () => {
      const left = this.taken(who) - 1;
      if (left > 0) this.#taken.set(who, left);
      else this.#taken.delete(who);
    };
  }
}
