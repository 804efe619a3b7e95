import type { PublishedCell } from './publication.ts';
import { rangeOfRounded, type Range } from './round-figure.ts';

/** What a published count says by itself, to somebody who guesses right which marks stand for small counts. */
export function rangeOfGuessed(cell: PublishedCell): Range {
  return cell.shown === null && cell.isSmall ? { least: 0, most: cell.rules.suppressUpTo } : rangeOfCount(cell);
}

/** What a published count says by itself, to somebody who takes a mark for what it says. */
export function rangeOfCount({ shown, rules }: PublishedCell): Range {
  if (shown === null) return { least: 0, most: Infinity };
  const { least, most } = rangeOfRounded(shown, rules.roundTo);
  return { least: Math.max(least, rules.suppressUpTo + 1), most };
}

/** What a published sum says by itself; sums are never negative. */
export function rangeOfSum({ sum, rules }: PublishedCell): Range {
  if (sum === undefined || sum === null || rules.sum === undefined) return { least: 0, most: Infinity };
  const { least, most } = rangeOfRounded(sum, rules.sum.roundTo);
  return { least: Math.max(least, 0), most };
}
