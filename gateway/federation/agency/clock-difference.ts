/** The header `Date` tells whole seconds, and the answer took its time. */
const TOLERATED_SECONDS = 5;

/**
 * How far the clock of whoever answered is ahead of ours, in seconds; negative when it is behind, null when it is about right or does
 * not say.
 */
export function clockDifferenceSeconds(date: string | undefined, now: Date): number | null {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return null;
  const seconds = Math.round((theirs - now.getTime()) / 1000);
  return Math.abs(seconds) > TOLERATED_SECONDS ? seconds : null;
}
