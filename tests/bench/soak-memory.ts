/** How much memory a process held at a time. */
export interface Sample {
  readonly minutes: number;
  readonly mebibytes: number;
}

/** What a process may grow by from the second quarter of a run to the last, of what it held: noise of the garbage collector. */
const NOISE = 0.08;

/** MiB a minute over the second half, by least squares; the first half is warming up. */
export function slopeOf(samples: readonly Sample[]): number {
  const late = samples.slice(Math.floor(samples.length / 2));
  const mean = (pick: (sample: Sample) => number): number =>
    late.reduce((sum, sample) => sum + pick(sample), 0) / Math.max(1, late.length);
  const [minutes, mebibytes] = [mean((sample) => sample.minutes), mean((sample) => sample.mebibytes)];
  const covariance = late.reduce((sum, at) => sum + (at.minutes - minutes) * (at.mebibytes - mebibytes), 0);
  const variance = late.reduce((sum, at) => sum + (at.minutes - minutes) ** 2, 0);
  return variance === 0 ? 0 : covariance / variance;
}

/**
 * Whether the least that it held in the last quarter is no more than in the second, but for noise: what the collector cannot free is
 * what leaks, and between two collections memory always rises. Runs of some minutes tell little.
 */
export function isFlat(samples: readonly Sample[]): boolean {
  const leastOf = (quarter: number): number =>
    Math.min(
      ...samples
        .slice(Math.floor((samples.length * quarter) / 4), Math.floor((samples.length * (quarter + 1)) / 4))
        .map(({ mebibytes }) => mebibytes),
    );
  const [early, late] = [leastOf(1), leastOf(3)];
  return Number.isFinite(early) && Number.isFinite(late) && late <= early * (1 + NOISE);
}
