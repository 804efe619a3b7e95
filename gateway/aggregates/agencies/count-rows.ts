import { ContributionFault } from './contribution-fault.ts';
import type { ContributionForm } from './contribution-form.ts';
import type { ContributionSink, CountRow, RowReader } from './contribution-sink.ts';

const WHOLE = /^(?:0|[1-9]\d{0,11})$/;
const LONGEST_ROW_BYTES = 256;

/** Reads rows of counts: each combination of codes once, each figure whole and possible. */
export class CountRows implements RowReader {
  readonly header: string;
  readonly mostBytes: number;
  readonly #form: ContributionForm;
  readonly #sink: ContributionSink;
  readonly #seen = new Set<string>();

  constructor(form: ContributionForm, sink: ContributionSink) {
    const figures = form.hasSum ? ['count', 'sum', 'largest', 'second'] : ['count'];
    const combinations = form.columns.reduce((product, { numbers }) => product * numbers.size, 1);
    this.header = [...form.columns.map(({ dimension }) => dimension), ...figures].join(',');
    this.mostBytes = (combinations + 2) * LONGEST_ROW_BYTES;
    this.#form = form;
    this.#sink = sink;
  }

  read(line: string): void {
    const { columns, hasSum } = this.#form;
    const values = line.split(',');
    if (values.length !== columns.length + (hasSum ? 4 : 1)) throw new ContributionFault('wrong');
    const codes = columns.map(({ numbers }, at) => numbers.get(values[at] ?? '') ?? refuse());
    const combination = codes.join();
    if (this.#seen.has(combination)) throw new ContributionFault('wrong');
    this.#seen.add(combination);
    const [count = 0, sum = 0, largest = 0, second = 0] = values.slice(columns.length).map(readWhole);
    const row: CountRow = { codes, count, sum, largest, second };
    if (hasSum && !isPossible(row)) throw new ContributionFault('wrong');
    this.#sink.takeCount(row);
  }
}

/** The two largest are of two of those who are counted, and nobody has more. */
function isPossible({ count, sum, largest, second }: CountRow): boolean {
  if (count === 0) return sum === 0 && largest === 0 && second === 0;
  if (count === 1) return largest === sum && second === 0;
  return second <= largest && largest + second <= sum && sum <= largest + (count - 1) * second;
}

function readWhole(text: string): number {
  return WHOLE.test(text) ? Number(text) : refuse();
}

function refuse(): never {
  throw new ContributionFault('wrong');
}
