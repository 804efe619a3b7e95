import type { Contribution, SumRules } from './publication.ts';

/**
 * Whether a sum tells too much of its largest contributor, by either of two rules: the n largest make up more than the share
 * k of it, or the second largest, who can take away what is its own, comes to know the largest within p per cent.
 * @throws Error when fewer contributions are given than the rule takes together
 */
export function isDominated({ total, largest }: Contribution, { largest: n, share, withinPercent }: SumRules): boolean {
  const [first = 0, second = 0] = largest;
  const taken = largest.slice(0, n).reduce((sum, value) => sum + value, 0);
  const given = largest.reduce((sum, value) => sum + value, 0);
  if (largest.length < Math.max(n, 2) && given !== total)
    throw new Error(`needs the ${Math.max(n, 2)} largest contributions`);
  return taken > share * total || total - first - second < (withinPercent / 100) * first;
}

/** How high the world must think that a dominated sum may be, so that nobody bounds its largest contribution within p per cent. */
export function safeUpperBound(
  { total, largest }: Contribution,
  { largest: n, share, withinPercent }: SumRules,
): number {
  const [first = 0, second = 0] = largest;
  const taken = largest.slice(0, n).reduce((sum, value) => sum + value, 0);
  return Math.ceil(Math.max(total, taken / share, second + (1 + withinPercent / 100) * first));
}
