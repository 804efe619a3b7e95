/** What one gateway took for a request, round by round, in microseconds of CPU time. */
export interface Taken {
  readonly name: string;
  readonly rounds: Readonly<Record<string, readonly number[]>>;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** How far the rounds lie apart: the slowest by the fastest. */
function spread(values: readonly number[]): number {
  return Math.max(...values) / Math.min(...values);
}

/** What each round is of the same round of another. */
function ratios(values: readonly number[], others: readonly number[]): readonly number[] {
  return values.map((value, round) => value / (others[round] ?? Number.NaN));
}

/**
 * A Markdown table: for each workload the median, the median of what each round is of the same round of the base, and the spread of the
 * rounds.
 * @param base by whom the ratios are
 */
export function renderTable(taken: readonly Taken[], workloads: readonly string[], base: string): string {
  const head = workloads.flatMap((name) => [`${name} µs`, 'ratio', 'spread']);
  const lines = taken.map(({ name, rounds }) => {
    const cells = workloads.flatMap((workload) => {
      const values = rounds[workload] ?? [];
      const others = taken.find((other) => other.name === base)?.rounds[workload] ?? [];
      return [median(values).toFixed(0), median(ratios(values, others)).toFixed(2), spread(values).toFixed(2)];
    });
    return `| ${[name, ...cells].join(' | ')} |`;
  });
  return [`| gateway | ${head.join(' | ')} |`, `| --- |${head.map(() => ' --- |').join('')}`, ...lines].join('\n');
}
