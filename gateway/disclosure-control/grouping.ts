import { closeSubsets, subtract, type Expression } from './attack-frame.ts';
import { groupOf, widen, type Group, type RowState } from './audited-group.ts';
import { isWithin, type Box } from './code-classes.ts';
import type { PublicationRows } from './publication-rows.ts';

/** The rows of one table that lie within a row. */
export interface Nested {
  readonly outer: number;
  readonly inner: readonly number[];
}

/** The groups that a publication tells of, whatever of it is shown. */
export class Grouping {
  readonly publication: PublicationRows;
  readonly nesting: readonly Nested[];
  readonly #lines: readonly (readonly number[])[];
  readonly #made = new Map<string, Group | null>();

  constructor(publication: PublicationRows, subsets: readonly (readonly [string, string])[]) {
    this.publication = publication;
    this.nesting = findNesting(publication, subsets);
    this.#lines = listLines(publication);
  }

  /**
   * All that is audited, each group once: each suppressed cell; within each line of a table, all that is suppressed of it
   * together; what is left of a shown cell when the shown cells of a table are taken from it, which differencing exposes.
   */
  list(states: readonly RowState[]): readonly Group[] {
    const groups = new Map<string, Group>();
    const add = (group: Group | null): void => {
      if (group === null) return;
      const known = groups.get(group.key);
      const isStricter = known === undefined || known.above < group.above || (group.isTold && !known.isTold);
      if (!isStricter) return;
      const above = Math.max(group.above, known?.above ?? 0);
      groups.set(group.key, { ...group, above, ceiling: above, isTold: group.isTold || known?.isTold === true });
    };
    for (const [at, { isSuppressed }] of states.entries()) if (isSuppressed) add(this.#together([at], states, true));
    for (const line of this.#lines) {
      const hidden = line.filter((at) => states[at]?.isShown === false);
      if (hidden.length > 1) add(this.#together(hidden, states, false));
    }
    for (const { outer, inner } of this.nesting) {
      if (states[outer]?.isShown !== true) continue;
      const shown = inner.filter((at) => states[at]?.isShown);
      if (shown.length > 0) add(this.#remainder(outer, shown, states));
    }
    return [...groups.values()];
  }

  /** The smallest sets that anything published tells of: nobody may come to know one of them to a few numbers. */
  listAtoms(threshold: number): readonly Group[] {
    const { columns } = this.publication.frame;
    return Array.from({ length: columns }, (_, column) => widen(groupOf([[column, 1]], threshold, [], false)));
  }

  #together(rows: readonly number[], states: readonly RowState[], isTold: boolean): Group | null {
    return this.#make(`${rows.join()} ${isTold}`, rows, states, () => groupOf(this.#sum(rows), 0, rows, isTold));
  }

  #remainder(outer: number, shown: readonly number[], states: readonly RowState[]): Group | null {
    const { rows, frame } = this.publication;
    return this.#make(`${outer}-${shown.join()}`, [outer, ...shown], states, () => {
      const [box, first] = [rows[outer]?.box, rows[shown[0] ?? -1]?.box];
      if (box === undefined || first === undefined) return null;
      const beside = first.universe === box.universe ? this.#scopeOf(shown) : [];
      const left = subtract(frame.expressionOf(box, beside), this.#sum(shown));
      return left.length === 0 ? null : groupOf(left, 0, [outer, ...shown], shown.length === 1);
    });
  }

  #make(key: string, rows: readonly number[], states: readonly RowState[], make: () => Group | null): Group | null {
    const made = this.#made.get(key);
    const group = made === undefined ? make() : made;
    this.#made.set(key, group);
    const above = Math.max(0, ...rows.map((at) => states[at]?.threshold ?? 0));
    return group === null || group.expression.length === 0 ? null : { ...group, above, ceiling: above };
  }

  #sum(rows: readonly number[]): Expression {
    return rows.flatMap((at) => this.publication.rows[at]?.expression ?? []);
  }

  #scopeOf(rows: readonly number[]): readonly string[] {
    return [...new Set(rows.flatMap((at) => [...(this.publication.rows[at]?.box.within.keys() ?? [])]))];
  }
}

/** Finds, for each row, the rows of each table that lie within it, in its own universe or in one that is contained in it. */
function findNesting(
  { rows, tables }: PublicationRows,
  subsets: readonly (readonly [string, string])[],
): readonly Nested[] {
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
