import { buildCliqueTree, type Clique } from './clique-tree.ts';
import type { Box, CodeClasses } from './code-classes.ts';

/** How often an unknown is counted. */
export type Term = readonly [column: number, times: number];

export type Expression = readonly Term[];

/** Something that holds whatever the figures are. */
export interface Link {
  readonly expression: Expression;
  readonly least: number;
  readonly most: number;
}

/** Unknown counts that are whole and not negative, and what they have to do with one another. */
export interface AttackFrame {
  readonly columns: number;
  readonly links: readonly Link[];
  /** The count of a box by the unknowns; with `beside`, by such as cross these dimensions too. */
  expressionOf(box: Box, beside?: Iterable<string>): Expression;
}

interface Crossing extends Clique {
  readonly offset: number;
  readonly sizes: readonly number[];
  readonly cells: number;
}

/** The unknowns of one universe. */
type Layout = readonly Crossing[];

/** Dimensions that are declared, by universe. */
export type DimensionNames = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Lays out what an attacker who uses everything published at once has to solve for: for each universe the crossings of
 * dimensions that its boxes need, tied together where they overlap, and universes tied to those that contain them.
 */
export function layOutAttack(
  boxes: readonly Box[],
  classes: ReadonlyMap<string, CodeClasses>,
  names: DimensionNames,
  subsets: readonly (readonly [string, string])[],
): AttackFrame {
  const universes = [...new Set(boxes.map(({ universe }) => universe))].sort();
  const pairs = closeSubsets(subsets).filter((pair) => pair.every((universe) => universes.includes(universe)));
  const shared = pairs.map(([inner, outer]) => sharedDimensions(inner, outer, names, classes));
  const layouts = new Map<string, Layout>();
  let columns = 0;
  for (const universe of universes) {
    const scopes = [
      ...boxes.filter((box) => box.universe === universe).map(({ within }) => [...within.keys()]),
      ...shared.filter((_, at) => pairs[at]?.includes(universe)),
    ];
    const layout = layOutUniverse(scopes, classes, columns);
    columns += layout.reduce((sum, { cells }) => sum + cells, 0);
    layouts.set(universe, layout);
  }
  const express = (box: Box, beside: Iterable<string> = []): Expression =>
    expressBox(box, [...box.within.keys(), ...beside], layouts.get(box.universe) ?? []);
  const separators = [...layouts].flatMap(([universe, layout]) => linkSeparators(universe, layout));
  const contained = pairs.flatMap(([inner, outer], at) =>
    eachCell(shared[at] ?? [], classes).map((within): Link => {
      const count = (universe: string): Expression => express({ universe, within, key: '' }, shared[at]);
      return { expression: subtract(count(inner), count(outer)), least: -Infinity, most: 0 };
    }),
  );
  return { columns, links: [...separators, ...contained], expressionOf: express };
}

/** Takes one expression from another; what cancels out is left out. */
export function subtract(from: Expression, taken: Expression): Expression {
  const times = new Map(from);
  for (const [column, often] of taken) times.set(column, (times.get(column) ?? 0) - often);
  return [...times].filter(([, often]) => often !== 0);
}

/** Pairs that follow from pairs are pairs too. */
export function closeSubsets(subsets: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  const known = new Map(
    subsets.filter(([inner, outer]) => inner !== outer).map((pair) => [JSON.stringify(pair), pair]),
  );
  for (let size = 0; size < known.size;) {
    size = known.size;
    for (const [inner, middle] of [...known.values()]) {
      for (const [start, outer] of [...known.values()]) {
        if (start === middle && inner !== outer) known.set(JSON.stringify([inner, outer]), [inner, outer]);
      }
    }
  }
  return [...known.values()];
}

function sharedDimensions(
  inner: string,
  outer: string,
  names: DimensionNames,
  classes: ReadonlyMap<string, CodeClasses>,
): readonly string[] {
  const both = [...(names.get(inner) ?? [])].filter((name) => names.get(outer)?.has(name));
  return both.filter((name) => (classes.get(name)?.count ?? 0) > 1).sort();
}

function layOutUniverse(
  scopes: readonly (readonly string[])[],
  classes: ReadonlyMap<string, CodeClasses>,
  start: number,
): Layout {
  const counts = new Map([...classes].map(([name, { count }]) => [name, count]));
  let offset = start;
  return buildCliqueTree(scopes, counts).map((clique) => {
    const sizes = clique.dimensions.map((name) => counts.get(name) ?? 1);
    const cells = sizes.reduce((product, size) => product * size, 1);
    const crossing = { ...clique, offset, sizes, cells };
    offset += cells;
    return crossing;
  });
}

function linkSeparators(universe: string, layout: Layout): readonly Link[] {
  return layout.flatMap((crossing) => {
    const parent = crossing.parent === null ? undefined : layout[crossing.parent];
    if (parent === undefined) return [];
    const counts = new Map(crossing.dimensions.map((name, at) => [name, { count: crossing.sizes[at] ?? 1 }]));
    return eachCell(crossing.separator, counts).map((within): Link => {
      const box = { universe, within, key: '' };
      return { expression: subtract(express(box, crossing), express(box, parent)), least: 0, most: 0 };
    });
  });
}

function eachCell(
  dimensions: readonly string[],
  classes: ReadonlyMap<string, Pick<CodeClasses, 'count'>>,
): readonly ReadonlyMap<string, ReadonlySet<number>>[] {
  return dimensions.reduce<readonly ReadonlyMap<string, ReadonlySet<number>>[]>(
    (cells, name) =>
      cells.flatMap((cell) =>
        Array.from({ length: classes.get(name)?.count ?? 1 }, (_, one) => new Map([...cell, [name, new Set([one])]])),
      ),
    [new Map()],
  );
}

function expressBox(box: Box, scope: readonly string[], layout: Layout): Expression {
  const able = layout.filter(({ dimensions }) => scope.every((name) => dimensions.includes(name)));
  const [first, ...rest] = able;
  if (first === undefined) throw new Error('no crossing has all dimensions of the region');
  return express(
    box,
    rest.reduce((best, one) => (one.cells < best.cells ? one : best), first),
  );
}

function express({ within }: Pick<Box, 'within'>, { dimensions, sizes, offset }: Crossing): Expression {
  let places: readonly number[] = [0];
  for (const [at, name] of dimensions.entries()) {
    const size = sizes[at] ?? 1;
    const reached = within.get(name) ?? Array.from({ length: size }, (_, one) => one);
    places = places.flatMap((place) => Array.from(reached, (one) => place * size + one));
  }
  return places.map((place) => [offset + place, 1]);
}
