interface Line<Item> {
  /** Since when each has waited; first come, first served. */
  readonly since: Map<Item, number>;
  /** When it last had its turn, or came to be. */
  turnAt: number;
}

/** A queue in which each asker has a line, and turns go round the lines: whoever asks for much makes nobody wait but themselves. */
export class FairQueue<Item> {
  /** In the order of their turns; none is empty. */
  readonly #lines = new Map<string, Line<Item>>();
  readonly #ticks: () => number;
  #size = 0;

  /** @param ticks a clock that never jumps, ms */
  constructor(ticks: () => number) {
    this.#ticks = ticks;
  }

  get size(): number {
    return this.#size;
  }

  push(asker: string, item: Item): void {
    const now = this.#ticks();
    const line = this.#lines.get(asker);
    if (line === undefined) this.#lines.set(asker, { since: new Map([[item, now]]), turnAt: now });
    else line.since.set(item, now);
    this.#size += 1;
  }

  /** Takes the first of the line whose turn it is; that line's next turn comes after all others'. */
  take(): Item | null {
    for (const [asker, line] of this.#lines) {
      for (const item of line.since.keys()) {
        this.remove(asker, item);
        if (this.#lines.delete(asker)) this.#lines.set(asker, { since: line.since, turnAt: this.#ticks() });
        return item;
      }
    }
    return null;
  }

  remove(asker: string, item: Item): void {
    const line = this.#lines.get(asker);
    if (line?.since.delete(item) !== true) return;
    this.#size -= 1;
    if (line.since.size === 0) this.#lines.delete(asker);
  }

  /** Takes out the last of the longest line, where that is longer than the asker's own would be with one more; else nothing. */
  makeRoom(asker: string): Item | null {
    let longest = '';
    let length = (this.#lines.get(asker)?.since.size ?? 0) + 1;
    for (const [who, { since }] of this.#lines) {
      if (since.size > length) [longest, length] = [who, since.size];
    }
    const last = [...(this.#lines.get(longest)?.since.keys() ?? [])].at(-1) ?? null;
    if (last !== null) this.remove(longest, last);
    return last;
  }

  /** How long there has been to wait, ms: for its turn, by the line that has the next; and in the asker's own line. */
  waitedMs(asker: string): number {
    const now = this.#ticks();
    const [next] = this.#lines.values();
    const own = this.#lines.get(asker);
    const forTurn = next === undefined ? 0 : now - Math.max(next.turnAt, firstSince(next));
    const inLine = own === undefined ? 0 : now - firstSince(own);
    return Math.max(forTurn, inLine);
  }
}

function firstSince<Item>({ since }: Line<Item>): number {
  const [first = Number.POSITIVE_INFINITY] = since.values();
  return first;
}
