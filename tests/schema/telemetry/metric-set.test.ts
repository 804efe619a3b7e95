import { describe, expect, it } from 'vitest';
import { MetricSet } from '../../../schema/process/telemetry/metric-set.ts';

const LABELS = [
  { name: 'agency', values: ['police', 'school'] },
  { name: 'outcome', values: ['OK', 'AGENCY_TIMEOUT', 'INTERNAL'] },
] as const;

describe('what a process counts', () => {
  it('is told in the text format of Prometheus, each combination by its labels', () => {
    const set = new MetricSet();
    const counter = set.counter({ name: 'samsyn_calls_total', help: 'Calls' }, LABELS);
    counter.add(['school', 'OK']);
    counter.add(['school', 'OK'], 2);
    counter.add(['police', 'INTERNAL']);
    const gauge = set.gauge({ name: 'samsyn_open', help: 'Open' }, []);
    gauge.readBy([], () => 7);
    expect(set.text()).toBe(
      '# HELP samsyn_calls_total Calls\n# TYPE samsyn_calls_total counter\n' +
        'samsyn_calls_total{agency="police",outcome="INTERNAL"} 1\nsamsyn_calls_total{agency="school",outcome="OK"} 3\n' +
        '# HELP samsyn_open Open\n# TYPE samsyn_open gauge\nsamsyn_open 7\n',
    );
  });

  it('sorts what it measures into buckets, each with all that is below its bound', () => {
    const set = new MetricSet();
    const histogram = set.histogram({ name: 'samsyn_seconds', help: 'Seconds', bounds: [0.1, 1] }, [LABELS[0]]);
    for (const value of [0.05, 0.1, 0.5, 3]) histogram.observe(['police'], value);
    expect(set.text()).toBe(
      '# HELP samsyn_seconds Seconds\n# TYPE samsyn_seconds histogram\n' +
        'samsyn_seconds_bucket{agency="police",le="0.1"} 2\nsamsyn_seconds_bucket{agency="police",le="1"} 3\n' +
        'samsyn_seconds_bucket{agency="police",le="+Inf"} 4\nsamsyn_seconds_sum{agency="police"} 3.65\n' +
        'samsyn_seconds_count{agency="police"} 4\n',
    );
  });

  it('has no place for a value that was not listed, whatever is pushed past its types', () => {
    const set = new MetricSet();
    const counter = set.counter({ name: 'samsyn_calls_total', help: 'Calls' }, LABELS);
    const histogram = set.histogram({ name: 'samsyn_seconds', help: 'Seconds', bounds: [1] }, [LABELS[0]]);
    const before = set.text();
    // @ts-expect-error a label's value comes out of its list
    counter.add(['200001012384', 'OK']);
    // @ts-expect-error and so does this one
    histogram.observe(['r1_someone'], 1);
    counter.add(['police', 'toString' as never]);
    expect(set.text()).toBe(before);
  });
});
