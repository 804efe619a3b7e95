import { closeSubsets, subtract, type Expression } from './attack-frame.ts';
import { isWithin, type Box } from './code-classes.ts';
import type { PublicationRows } from './publication-rows.ts';

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

/** Which rows lie inside which: by row, and then by table, the rows of the table that lie inside it. */
export type Nesting = readonly { readonly outer: number; readonly inner: readonly number[] }[];

/** Finds, for each row, the rows of each table that lie within it, in its own universe or in one that is contained in it. */
export function findNesting(
  { rows, tables }: PublicationRows,
  subsets: readonly (readonly [string, string])[],
): Nesting {
  const contained = new Set(closeSubsets(subsets).map((pair) => JSON.stringify(pair)));
  const isInside = (inner: Box, outer: Box): boolean =>
    inner.universe === outer.universe || contained.has(JSON.stringify([inner.universe, outer.universe]));
  return rows.flatMap(({ box }, outer) =>
    tables.flatMap((table) => {
      const first = rows[table[0] ?? -1];
      if (first === undefined || !isInside(first.box, box)) return [];
      const inner = table.filter((at) => at !== outer && isWithin(rows[at]?.box ?? box, box));
      return inner.length > 0 ? [{ outer, inner }] : [];
    }),
  );
}

/**
 * All that is audited, each group once:
 * each suppressed cell; within each line of a table, all that is suppressed of it together; what is left of a shown cell when
 * the shown cells of a table are taken from it, which is what differencing exposes.
 */
export function listGroups(
  publication: PublicationRows,
  nesting: Nesting,
  states: readonly RowState[],
): readonly Group[] {
  const { frame, rows } = publication;
  const groups = new Map<string, Group>();
  const add = (expression: Expression, members: readonly number[], isTold: boolean): void => {
    if (expression.length === 0) return;
    const known = groups.get(keyOf(expression));
    const threshold = Math.max(known?.above ?? 0, ...members.map((at) => states[at]?.threshold ?? 0));
    const group = groupOf(expression, threshold, members);
    groups.set(group.key, { ...group, isTold: isTold || known?.isTold === true });
  };
  const sumOf = (members: readonly number[]): Expression =>
    members.flatMap((at) => (rows[at] === undefined ? [] : frame.expressionOf(rows[at].box)));
  for (const [at, state] of states.entries()) if (state.isSuppressed) add(sumOf([at]), [at], true);
  for (const line of listLines(publication)) {
    const hidden = line.filter((at) => states[at]?.isShown === false);
    if (hidden.length > 1) add(sumOf(hidden), hidden, false);
  }
  for (const { outer, inner } of nesting) {
    const [box, shown] = [rows[outer]?.box, inner.filter((at) => states[at]?.isShown)];
    if (box === undefined || states[outer]?.isShown !== true || shown.length === 0) continue;
    const beside = rows[shown[0] ?? -1]?.box.universe === box.universe ? scopeOf(publication, shown) : [];
    add(subtract(frame.expressionOf(box, beside), sumOf(shown)), [outer, ...shown], shown.length === 1);
  }
  return [...groups.values()];
}

/** The smallest sets that anything published tells of: nobody may come to know one of them to a few numbers. */
export function listAtoms({ frame }: PublicationRows, threshold: number): readonly Group[] {
  return Array.from({ length: frame.columns }, (_, column) => widen(groupOf([[column, 1]], threshold, [])));
}

/** Asks only that the counts that are possible for a group are as many as a mark stands for, wherever they lie. */
export function widen(group: Group): Group {
  return { ...group, floor: Infinity, ceiling: -Infinity, width: group.above, key: `${group.key} wide`, isTold: false };
}

function groupOf(expression: Expression, threshold: number, rows: readonly number[]): Group {
  const bounds = { above: threshold, floor: 0, ceiling: threshold, width: 0 };
  return { expression, ...bounds, rows, key: keyOf(expression), isTold: true };
}

function keyOf(expression: Expression): string {
  const ordered = [...expression].sort(([one], [other]) => one - other);
  return ordered.map(([column, times]) => `${column}*${times}`).join();
}

function scopeOf({ rows }: PublicationRows, members: readonly number[]): readonly string[] {
  return [...new Set(members.flatMap((at) => [...(rows[at]?.box.within.keys() ?? [])]))];
}

/** The lines of each table: its rows that agree in some of the dimensions in which they differ, or in none. */
function listLines({ rows, tables }: PublicationRows): readonly (readonly number[])[] {
  return tables.flatMap((table) => {
    const placed = table.flatMap((at) => (rows[at] === undefined ? [] : [{ at, box: rows[at].box }]));
    const varying = [...new Set(placed.flatMap(({ box }) => [...box.within.keys()]))].filter(
      (name) => new Set(placed.map(({ box }) => classesKey(box, name))).size > 1,
    );
    const agreed = varying.reduce<readonly (readonly string[])[]>(
      (sets, name) => [...sets, ...sets.map((set) => [...set, name])],
      [[]],
    );
    return agreed
      .filter((set) => set.length < varying.length)
      .flatMap((set) => {
        const lines = new Map<string, number[]>();
        for (const { at, box } of placed) {
          const key = set.map((name) => classesKey(box, name)).join('|');
          lines.set(key, [...(lines.get(key) ?? []), at]);
        }
        return [...lines.values()];
      });
  });
}

function classesKey(box: Box, name: string): string {
  return [...(box.within.get(name) ?? [])].sort((one, other) => one - other).join();
}
