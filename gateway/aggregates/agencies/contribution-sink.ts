/** A combination of codes that an agency has counted, by the numbers of the form's columns. */
export interface CountRow {
  readonly codes: readonly number[];
  readonly count: number;
  readonly sum: number;
  readonly largest: number;
  readonly second: number;
}

/** Takes what is read, row by row; nothing keeps a row but the taker. */
export interface ContributionSink {
  takeCount(row: CountRow): void;
  /** The token in two halves, and the codes by the numbers of the form's columns: valid until it returns. */
  takeToken(high: number, low: number, codes: Uint16Array): void;
}

/** Reads the rows of one kind of contribution. */
export interface RowReader {
  readonly header: string;
  /** More bytes than this no right answer has. */
  readonly mostBytes: number;
  /** @throws ContributionFault `wrong` */
  read(line: string): void;
}
