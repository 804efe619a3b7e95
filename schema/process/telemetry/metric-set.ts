import { ClosedCounter, ClosedHistogram, LiveGauge, type Label, type Metric } from './metric.ts';

interface Described {
  /** As Prometheus has them: `samsyn_` in front, the unit at the end. */
  readonly name: string;
  readonly help: string;
}

/** What one process counts. Every label has a list of values that is known when the process starts. */
export class MetricSet {
  readonly #metrics: Metric[] = [];

  counter<const Labels extends readonly Label[]>(told: Described, labels: Labels): ClosedCounter<Labels> {
    return this.#keep(new ClosedCounter(told, labels));
  }

  /** @param bounds upper bounds of the buckets, rising, in the unit of the name */
  histogram<const Labels extends readonly Label[]>(
    told: Described & { readonly bounds: readonly number[] },
    labels: Labels,
  ): ClosedHistogram<Labels> {
    return this.#keep(new ClosedHistogram(told, labels));
  }

  gauge<const Labels extends readonly Label[]>(told: Described, labels: Labels): LiveGauge<Labels> {
    return this.#keep(new LiveGauge(told, labels));
  }

  /** In the text format of Prometheus, version 0.0.4. */
  text(): string {
    return this.#metrics.map((metric) => metric.text()).join('');
  }

  #keep<Kept extends Metric>(metric: Kept): Kept {
    this.#metrics.push(metric);
    return metric;
  }
}
