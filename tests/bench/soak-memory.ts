/** How much memory a process held at a time. */
export interface Sample {
  readonly minutes: number;
  readonly mebibytes: number;
}

/** What a process may grow by in the second half of a run, of what it held half way: noise of the garbage collector. */
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

/** Whether the line through the second half rises by no more than noise. */
export function isFlat(samples: readonly Sample[]): boolean {
  const late = samples.slice(Math.floor(samples.length / 2));
  const [first, last] = [late[0], late.at(-1)];
  if (first === undefined || last === undefined) return false;
  return slopeOf(samples) * (last.minutes - first.minutes) <= first.mebibytes * NOISE;
}
