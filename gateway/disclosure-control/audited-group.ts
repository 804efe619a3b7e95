import type { Expression } from './attack-frame.ts';

/**
 * A group that somebody could try to count, and what must be so of the counts that are possible for it: they lie wholly
 * above a number, or they reach from the floor to the ceiling and are as wide as asked.
 */
export interface Group {
  readonly expression: Expression;
  readonly above: number;
  readonly floor: number;
  readonly ceiling: number;
  readonly width: number;
  /** Indexes of the rows that it was made from. */
  readonly rows: readonly number[];
  /** The same for the same group. */
  readonly key: string;
  /** Whether it is told of by a mark or by the difference of two figures; else it is what several marks stand for together. */
  readonly isTold: boolean;
}

/** How a row stands now. */
export interface RowState {
  /** Some cell shows it. */
  readonly isShown: boolean;
  /** Some cell suppresses it. */
  readonly isSuppressed: boolean;
  /** The highest count that is suppressed by the strictest of its cells. */
  readonly threshold: number;
}

/** A group that must not be known to be small and not empty, nor smaller than a mark says. */
export function groupOf(expression: Expression, threshold: number, rows: readonly number[], isTold: boolean): Group {
  const bounds = { above: threshold, floor: 0, ceiling: threshold, width: 0 };
  return { expression, ...bounds, rows, key: keyOf(expression), isTold };
}

/** Asks only that the counts that are possible for a group are as many as a mark stands for, wherever they lie. */
export function widen(group: Group): Group {
  return { ...group, floor: Infinity, ceiling: -Infinity, width: group.above, key: `${group.key} wide`, isTold: false };
}

function keyOf(expression: Expression): string {
  const ordered = [...expression].sort(([one], [other]) => one - other);
  return ordered.map(([column, times]) => `${column}*${times}`).join();
}
