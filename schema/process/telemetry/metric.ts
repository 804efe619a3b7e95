/** A label and all values that it can have. Nothing that comes with a request can become a label's value. */
export interface Label<Value extends string = string> {
  readonly name: string;
  readonly values: readonly Value[];
}

type ValuesOf<Labels extends readonly Label[]> = {
  readonly [At in keyof Labels]: Labels[At] extends Label<infer Value> ? Value : never;
};

export interface Metric {
  /** In the text format of Prometheus. */
  text(): string;
}

interface Described {
  readonly name: string;
  readonly help: string;
}

/** A place for each combination of label values, so that counting is one addition. */
class Places<Labels extends readonly Label[]> {
  readonly count: number;
  readonly #labels: Labels;
  readonly #positions: readonly ReadonlyMap<string, number>[];

  constructor(labels: Labels) {
    this.#labels = labels;
    this.#positions = labels.map(({ values }) => new Map(values.map((value, at) => [value, at])));
    this.count = labels.reduce((product, { values }) => product * values.length, 1);
  }

  /** -1 for a value that is not listed: it is not counted, rather than told. */
  of(values: readonly string[]): number {
    let place = 0;
    for (let at = 0; at < this.#positions.length; at += 1) {
      const position = this.#positions[at]?.get(values[at] ?? '');
      if (position === undefined) return -1;
      place = place * (this.#labels[at]?.values.length ?? 1) + position;
    }
    return place;
  }

  /** `{step="plan",outcome="ok"}`, with what is given besides; empty without any. */
  describe(place: number, besides: readonly string[] = []): string {
    let rest = place;
    const pairs = this.#labels
      .toReversed()
      .map(({ name, values }) => {
        const position = rest % values.length;
        rest = Math.floor(rest / values.length);
        return `${name}="${values[position] ?? ''}"`;
      })
      .reverse();
    const all = [...pairs, ...besides];
    return all.length === 0 ? '' : `{${all.join(',')}}`;
  }
}

function head({ name, help }: Described, type: 'counter' | 'histogram' | 'gauge'): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

/** Counts events by closed labels. */
export class ClosedCounter<const Labels extends readonly Label[]> implements Metric {
  readonly #told: Described;
  readonly #places: Places<Labels>;
  readonly #counts: Float64Array;

  constructor(told: Described, labels: Labels) {
    this.#told = told;
    this.#places = new Places(labels);
    this.#counts = new Float64Array(this.#places.count);
  }

  add(values: ValuesOf<Labels>, amount = 1): void {
    const place = this.#places.of(values);
    if (place >= 0) this.#counts[place] = (this.#counts[place] ?? 0) + amount;
  }

  text(): string {
    // A combination that never was is left out: the lists are long, and most of them never meet.
    const lines = [...this.#counts].flatMap((count, place) =>
      count === 0 ? [] : [`${this.#told.name}${this.#places.describe(place)} ${count}\n`],
    );
    return head(this.#told, 'counter') + lines.join('');
  }
}

/** Sorts measured values into buckets, by closed labels. */
export class ClosedHistogram<const Labels extends readonly Label[]> implements Metric {
  readonly #told: Described & { readonly bounds: readonly number[] };
  readonly #places: Places<Labels>;
  /** For each place a bucket for each bound, and one for what is above. */
  readonly #buckets: Float64Array;
  readonly #sums: Float64Array;

  constructor(told: Described & { readonly bounds: readonly number[] }, labels: Labels) {
    this.#told = told;
    this.#places = new Places(labels);
    this.#buckets = new Float64Array(this.#places.count * (told.bounds.length + 1));
    this.#sums = new Float64Array(this.#places.count);
  }

  observe(values: ValuesOf<Labels>, value: number): void {
    const place = this.#places.of(values);
    if (place < 0) return;
    const { bounds } = this.#told;
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] ?? 0)) bucket += 1;
    const at = place * (bounds.length + 1) + bucket;
    this.#buckets[at] = (this.#buckets[at] ?? 0) + 1;
    this.#sums[place] = (this.#sums[place] ?? 0) + value;
  }

  text(): string {
    const lines = Array.from(this.#sums, (_, place) => this.#linesOf(place)).flat();
    return head(this.#told, 'histogram') + lines.join('');
  }

  #linesOf(place: number): readonly string[] {
    const { name, bounds } = this.#told;
    const size = bounds.length + 1;
    const own = [...this.#buckets.subarray(place * size, (place + 1) * size)];
    let total = 0;
    const buckets = own.map((count, at) => {
      total += count;
      const bound = at < bounds.length ? String(bounds[at]) : '+Inf';
      return `${name}_bucket${this.#places.describe(place, [`le="${bound}"`])} ${total}\n`;
    });
    if (total === 0) return [];
    const labels = this.#places.describe(place);
    return [...buckets, `${name}_sum${labels} ${this.#sums[place] ?? 0}\n`, `${name}_count${labels} ${total}\n`];
  }
}

/** Tells how something is at the moment it is asked. */
export class LiveGauge<const Labels extends readonly Label[]> implements Metric {
  readonly #told: Described;
  readonly #places: Places<Labels>;
  readonly #reads = new Map<number, () => number>();

  constructor(told: Described, labels: Labels) {
    this.#told = told;
    this.#places = new Places(labels);
  }

  /** Says how the value is had, from now on. */
  readBy(values: ValuesOf<Labels>, read: () => number): void {
    const place = this.#places.of(values);
    if (place >= 0) this.#reads.set(place, read);
  }

  text(): string {
    const lines = [...this.#reads].map(
      ([place, read]) => `${this.#told.name}${this.#places.describe(place)} ${read()}\n`,
    );
    return head(this.#told, 'gauge') + lines.join('');
  }
}
