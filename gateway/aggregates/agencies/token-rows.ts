import { isMonthDimension } from '../../../schema/aggregate-codes.ts';
import { ContributionFault } from './contribution-fault.ts';
import type { ContributionForm, FormColumn } from './contribution-form.ts';
import type { ContributionSink, RowReader } from './contribution-sink.ts';

const TOKEN = /^[0-9a-f]{16}$/;
const TOKEN_LENGTH = 16;
/** About ten million persons; a country's registers are counted on another engine. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Reads rows of tokens, which come in the order of the tokens. A token comes once, or once a month with the same other codes,
 * since it stands for one person.
 */
export class TokenRows implements RowReader {
  readonly header: string;
  readonly mostBytes = MOST_BYTES;
  readonly #columns: readonly FormColumn[];
  readonly #isMonth: readonly boolean[];
  readonly #isMonthly: boolean;
  readonly #sink: ContributionSink;
  readonly #codes: Uint16Array;
  readonly #months = new Set<string>();
  #token = '';

  constructor({ columns, isMonthly }: ContributionForm, sink: ContributionSink) {
    this.header = ['token', ...columns.map(({ dimension }) => dimension)].join(',');
    this.#columns = columns;
    this.#isMonth = columns.map(({ dimension }) => isMonthDimension(dimension));
    this.#isMonthly = isMonthly;
    this.#sink = sink;
    this.#codes = new Uint16Array(columns.length);
  }

  read(line: string): void {
    const values = line.split(',');
    const token = values[0] ?? '';
    if (values.length !== this.#columns.length + 1 || !TOKEN.test(token) || token < this.#token) refuse();
    const isAgain = token === this.#token;
    if (isAgain && !this.#isMonthly) refuse();
    this.#readCodes(values, isAgain);
    this.#noteMonths(isAgain);
    this.#token = token;
    const half = TOKEN_LENGTH / 2;
    this.#sink.takeToken(parseInt(token.slice(0, half), 16), parseInt(token.slice(half), 16), this.#codes);
  }

  #readCodes(values: readonly string[], isAgain: boolean): void {
    for (const [at, { numbers }] of this.#columns.entries()) {
      const number = numbers.get(values[at + 1] ?? '') ?? refuse();
      if (isAgain && this.#isMonth[at] === false && number !== this.#codes[at]) refuse();
      this.#codes[at] = number;
    }
  }

  #noteMonths(isAgain: boolean): void {
    if (!this.#isMonthly) return;
    if (!isAgain) this.#months.clear();
    const months = this.#codes.join();
    if (this.#months.has(months)) refuse();
    this.#months.add(months);
  }
}

function refuse(): never {
  throw new ContributionFault('wrong');
}
