import { layOutAttack, type AttackFrame, type DimensionNames, type Expression, type Link } from './attack-frame.ts';
import { boxOf, mergeCodes, type Box } from './code-classes.ts';
import type { Ledger, PublishedCell } from './publication.ts';
import type { Range } from './round-figure.ts';

/** Everything published about one and the same set of things. */
export interface PublishedRow {
  readonly box: Box;
  readonly expression: Expression;
  /** Indexes of the cells that are about it. */
  readonly cells: readonly number[];
}

/** The published cells by what they are about, and the unknowns that they are figures on. Which are shown is not in it. */
export interface PublicationRows {
  readonly frame: AttackFrame;
  readonly rows: readonly PublishedRow[];
  /** Each table that was published, once, by indexes of its rows. */
  readonly tables: readonly (readonly number[])[];
}

/** Puts published cells on the unknowns that they are about. */
export function placeCells(
  cells: readonly PublishedCell[],
  ledger: Pick<Ledger, 'dimensions' | 'subsets'>,
): PublicationRows {
  const classes = mergeCodes(
    cells.map(({ region }) => region),
    ledger.dimensions,
  );
  const rows = new Map<string, { readonly at: number; readonly box: Box; readonly cells: number[] }>();
  const tables = new Map<string, Set<number>>();
  for (const [at, { region, release, table }] of cells.entries()) {
    const box = boxOf(region, classes);
    const row = rows.get(box.key) ?? { at: rows.size, box, cells: [] };
    rows.set(box.key, row);
    row.cells.push(at);
    const key = JSON.stringify([release, table]);
    tables.set(key, (tables.get(key) ?? new Set()).add(row.at));
  }
  const boxes = [...rows.values()].map(({ box }) => box);
  const frame = layOutAttack(boxes, classes, namesOf(cells, ledger.dimensions), ledger.subsets);
  const distinct = new Map([...tables.values()].map((table) => [[...table].join(), [...table]]));
  const placed = [...rows.values()].map(({ box, cells: about }) => ({
    box,
    expression: frame.expressionOf(box),
    cells: about,
  }));
  return { frame, rows: placed, tables: [...distinct.values()] };
}

/** What all the cells that are about the same say together. */
export function narrow(cells: readonly PublishedCell[], rangeOf: (cell: PublishedCell) => Range): Range {
  const ranges = cells.map(rangeOf);
  return {
    least: Math.max(0, ...ranges.map(({ least }) => least)),
    most: Math.min(Infinity, ...ranges.map(({ most }) => most)),
  };
}

/** The rows as a solver takes them. */
export function linkRows(
  { rows }: PublicationRows,
  cells: readonly PublishedCell[],
  rangeOf: (cell: PublishedCell) => Range,
): readonly Link[] {
  return rows.map(({ expression, cells: about }) => ({
    expression,
    ...narrow(
      about.flatMap((at) => cells[at] ?? []),
      rangeOf,
    ),
  }));
}

function namesOf(cells: readonly PublishedCell[], dimensions: Ledger['dimensions']): DimensionNames {
  const names = new Map<string, Set<string>>();
  for (const { region } of cells) {
    const declared = names.get(region.universe) ?? new Set(Object.keys(dimensions[region.universe] ?? {}));
    for (const name of Object.keys(region.codes)) declared.add(name);
    names.set(region.universe, declared);
  }
  return names;
}
