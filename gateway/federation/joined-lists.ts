/** More ways than this for what was told to go on are not looked through. */
const REMEMBERED = 8;

/**
 * Texts that came in several lists, as one sorted set. The same lists in the same order lead to the same object: of a hundred persons an
 * agency mostly tells the same, and what is one object is sorted and written out once.
 */
export class JoinedLists {
  readonly #before: JoinedLists | null;
  readonly #added: readonly string[];
  readonly #next: JoinedLists[] = [];
  #sorted: readonly string[] | null = null;

  constructor(before: JoinedLists | null = null, added: readonly string[] = []) {
    this.#before = before;
    this.#added = added;
  }

  /** @param added never changed afterwards */
  join(added: readonly string[]): JoinedLists {
    const known = this.#next.find((next) => isSame(next.#added, added));
    if (known !== undefined) return known;
    const joined = new JoinedLists(this, added);
    if (this.#next.length < REMEMBERED) this.#next.push(joined);
    return joined;
  }

  get sorted(): readonly string[] {
    this.#sorted ??= [...new Set(this.#all())].sort();
    return this.#sorted;
  }

  #all(): readonly string[] {
    return this.#before === null ? this.#added : [...this.#before.#all(), ...this.#added];
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at]);
}
