import { DuckDBDataChunk, UBIGINT, USMALLINT, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api';

/** A vector of the engine holds this many rows. */
const CHUNK_ROWS = 2_048;

/** One source's tokens on their way into the engine, in columns and a chunk at a time. */
export class TokenTable {
  readonly #appender: DuckDBAppender;
  readonly #chunk: DuckDBDataChunk;
  readonly #tokens = new BigUint64Array(CHUNK_ROWS);
  /** The same bytes, in halves. */
  readonly #halves = new DataView(this.#tokens.buffer);
  readonly #codes: readonly Uint16Array[];
  #rows = 0;

  private constructor(appender: DuckDBAppender, columns: number) {
    this.#appender = appender;
    this.#chunk = DuckDBDataChunk.create([UBIGINT, ...Array.from({ length: columns }, () => USMALLINT)]);
    this.#codes = Array.from({ length: columns }, () => new Uint16Array(CHUNK_ROWS));
  }

  /** Makes the table `name` with a token and so many columns of codes `c0`, `c1`, … */
  static async create(connection: DuckDBConnection, name: string, columns: number): Promise<TokenTable> {
    const codes = Array.from({ length: columns }, (_, at) => `, c${at} USMALLINT NOT NULL`);
    await connection.run(`CREATE TABLE ${name} (token UBIGINT NOT NULL${codes.join('')})`);
    return new TokenTable(await connection.createAppender(name), columns);
  }

  /** Adds a row. */
  add(high: number, low: number, codes: Uint16Array): void {
    const row = this.#rows;
    this.#halves.setUint32(row * 8, low, true);
    this.#halves.setUint32(row * 8 + 4, high, true);
    for (let at = 0; at < codes.length; at += 1) {
      const column = this.#codes[at];
      if (column !== undefined) column[row] = codes[at] ?? 0;
    }
    this.#rows += 1;
    if (this.#rows === CHUNK_ROWS) this.#flush();
  }

  /** Hands over what is left. */
  end(): void {
    if (this.#rows > 0) this.#flush();
    this.#appender.closeSync();
  }

  #flush(): void {
    this.#chunk.rowCount = this.#rows;
    [this.#tokens, ...this.#codes].forEach((values, at) => {
      const vector = this.#chunk.getColumnVector(at);
      for (let row = 0; row < this.#rows; row += 1) vector.setItem(row, values[row] ?? 0);
      vector.flush();
    });
    this.#appender.appendDataChunk(this.#chunk);
    this.#rows = 0;
  }
}
