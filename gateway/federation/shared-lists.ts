/**
 * Lists of texts, each a sorted set and one object however often it comes: of a hundred persons an agency mostly tells the same, and
 * what is one object is compared, hashed and written out once.
 */
export class SharedLists {
  readonly #byText = new Map<string, readonly string[]>();
  readonly #joined = new Map<readonly string[], Joined>();

  /**
   * All that is in either list.
   * @param known given by this before, or empty
   */
  join(known: readonly string[], added: readonly string[]): readonly string[] {
    const latest = this.#joined.get(known);
    if (latest !== undefined && isSame(latest.added, added)) return latest.list;
    const list = this.#share([...new Set([...known, ...added])].sort());
    this.#joined.set(known, { added, list });
    return list;
  }

  #share(list: readonly string[]): readonly string[] {
    const text = JSON.stringify(list);
    const earlier = this.#byText.get(text);
    if (earlier !== undefined) return earlier;
    this.#byText.set(text, list);
    return list;
  }
}

/** What came of the join before: the next person is mostly told the same. */
interface Joined {
  readonly added: readonly string[];
  readonly list: readonly string[];
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((text, at) => text === b[at]));
}
