const FIRST_ROOM = 4_096;
const DIGIT_BITS = 16;
const DIGIT_MASK = 0xffff;
const LINES_AT_ONCE = 4_096;

/** Tokens with the number of their combination of codes, in columns: twelve bytes a row, sixteen more while they are sorted. */
export class TokenRows {
  #high = new Uint32Array(FIRST_ROOM);
  #low = new Uint32Array(FIRST_ROOM);
  #combination = new Uint32Array(FIRST_ROOM);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @param token eight bytes, read and not kept */
  add(token: Buffer, combination: number): void {
    if (this.#size === this.#high.length) this.#grow();
    this.#high[this.#size] = token.readUInt32BE(0);
    this.#low[this.#size] = token.readUInt32BE(4);
    this.#combination[this.#size] = combination;
    this.#size += 1;
  }

  /**
   * The rows as lines, some thousands at a time: by token, and those of one token by combination, so that their order tells nothing
   * of where they come from.
   * @param codesOf the codes of a combination as they stand in a line
   */
  *lines(codesOf: (combination: number) => string): Generator<string> {
    let lines = '';
    for (const [done, at] of this.#order().entries()) {
      lines += `${hex(this.#high[at] ?? 0)}${hex(this.#low[at] ?? 0)}${codesOf(this.#combination[at] ?? 0)}\n`;
      if (done % LINES_AT_ONCE !== LINES_AT_ONCE - 1) continue;
      yield lines;
      lines = '';
    }
    yield lines;
  }

  /** Sorts by digits, the last ones first; each pass keeps the order of the one before. */
  #order(): Uint32Array {
    let order = new Uint32Array(this.#size).map((_, at) => at);
    for (const column of [this.#combination, this.#low, this.#high]) {
      for (const shift of [0, DIGIT_BITS]) order = sortedByDigit(order, column, shift);
    }
    return order;
  }

  #grow(): void {
    const room = this.#high.length * 2;
    this.#high = grown(this.#high, room);
    this.#low = grown(this.#low, room);
    this.#combination = grown(this.#combination, room);
  }
}

function sortedByDigit(order: Uint32Array, column: Uint32Array, shift: number): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(DIGIT_MASK + 2);
  const digitOf = (row: number): number => ((column[row] ?? 0) >>> shift) & DIGIT_MASK;
  const addTo = (place: number, more: number): void => {
    places[place] = (places[place] ?? 0) + more;
  };
  for (const row of order) addTo(digitOf(row) + 1, 1);
  for (let digit = 1; digit < places.length; digit += 1) addTo(digit, places[digit - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (const row of order) {
    const digit = digitOf(row);
    sorted[places[digit] ?? 0] = row;
    addTo(digit, 1);
  }
  return sorted;
}

function grown(column: Uint32Array, room: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(room);
  larger.set(column);
  return larger;
}

function hex(half: number): string {
  return half.toString(16).padStart(8, '0');
}
