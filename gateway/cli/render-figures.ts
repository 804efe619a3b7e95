import { crossTable } from '../aggregates/cross-table.ts';
import type { ListLanguage } from './read-public-list.ts';

type Words = Readonly<Record<ListLanguage, string>>;

/** A release as the graph gives it, as far as a terminal shows it. */
export interface GivenRelease {
  readonly id: string;
  readonly period: string;
  readonly countedUntil: string;
  readonly digest: string;
  readonly methodNote: Words;
  readonly definition: {
    readonly id: string;
    readonly title: Words;
    readonly universe: Words;
    readonly suppressUpTo: number;
    readonly roundTo: number;
    readonly sums: Words | null;
  };
  readonly tables: readonly GivenTable[];
}

interface GivenTable {
  readonly dimensions: readonly {
    readonly title: Words;
    readonly codes: readonly ({ readonly code: string } & Words)[];
  }[];
  readonly cells: readonly GivenCell[];
  readonly total: number | null;
}

interface GivenCell {
  readonly codes: readonly string[];
  readonly count: number | null;
  readonly sum: number | null;
}

/** How and how wide a release is shown. */
export interface FiguresView {
  readonly language: ListLanguage;
  /** One table alone, counted from 1; null is all. */
  readonly table: number | null;
  /** Letters that fit beside one another. */
  readonly width: number;
}

const NOT_SHOWN = '..';
const SUM_OF_SHOWN = 'sum of what is shown';

/** Lays a release out for a terminal, table below table. What is not shown is `..`. */
export function renderFigures(release: GivenRelease, view: FiguresView): string {
  const { definition, period, countedUntil } = release;
  const { language } = view;
  const head = [
    definition.title[language],
    `${definition.universe[language]} ${period}, counted until ${countedUntil} (that day not included).`,
  ];
  const tables = release.tables.flatMap((table, at) =>
    view.table === null || view.table === at + 1
      ? [`${at + 1}  ${renderTable(table, definition.sums?.[language] ?? null, view)}`]
      : [],
  );
  const foot = [
    `${NOT_SHOWN} is not shown: counts up to ${definition.suppressUpTo}, and more where those could be worked out; it is never 0.`,
    `The others are rounded to the nearest ${definition.roundTo}. ${release.methodNote[language]}`,
    `release ${release.id}, digest ${release.digest}`,
  ];
  return `${[head.join('\n'), ...tables, foot.join('\n')].join('\n\n')}\n`;
}

function renderTable(table: GivenTable, sums: string | null, view: FiguresView): string {
  const { dimensions, cells, total } = table;
  const title = dimensions.map((dimension) => dimension.title[view.language]).join(' × ');
  if (total === null) return `${title}\n   nothing of it can be shown (${cells.length} figures)`;
  if (dimensions.length === 1) return [title, ...alignGrid(layOutList(table, sums, view.language), 1)].join('\n');
  const counts = renderCross(table, { figureOf: ({ count }) => count, total }, view);
  if (sums === null) return [title, ...counts].join('\n');
  return [title, ...counts, '', `   ${sums}`, ...renderCross(table, { figureOf: ({ sum }) => sum }, view)].join('\n');
}

interface Shown {
  readonly figureOf: (cell: GivenCell) => number | null;
  readonly total?: number;
}

/** The last dimension goes across; where its names do not fit, under numbers that are explained below. */
function renderCross(table: GivenTable, shown: Shown, { language, width }: FiguresView): readonly string[] {
  const names = table.dimensions.at(-1)?.codes.map((code) => code[language]) ?? [];
  const texts = table.dimensions.length - 1;
  const grid = layOutCross(table, names, shown, language);
  if (widthOf(grid) <= width) return alignGrid(grid, texts);
  const numbers = names.map((_, at) => `(${at + 1})`);
  const key = names.map((name, at) => `   (${at + 1}) ${name}`);
  return [...alignGrid(layOutCross(table, numbers, shown, language), texts), ...key];
}

type Grid = readonly (readonly string[])[];

function layOutCross(
  { dimensions, cells }: GivenTable,
  heads: readonly string[],
  { figureOf, total }: Shown,
  language: ListLanguage,
): Grid {
  const down = dimensions.slice(0, -1);
  const codes = dimensions.map((dimension) => dimension.codes.map(({ code }) => code));
  return [
    [...down.map(({ title }) => title[language]), ...heads],
    ...crossTable(codes, cells).map((row) => [
      ...row.codes.map((code, at) => nameOf(dimensions[at], code, language)),
      ...row.cells.map((cell) => figure(cell === null ? null : figureOf(cell))),
    ]),
    ...(total === undefined ? [] : [[SUM_OF_SHOWN, ...down.slice(1).map(() => ''), figure(total)]]),
  ];
}

function layOutList({ dimensions, cells, total }: GivenTable, sums: string | null, language: ListLanguage): Grid {
  return [
    [...dimensions.map(({ title }) => title[language]), 'count', ...(sums === null ? [] : [sums])],
    ...cells.map(({ codes, count, sum }) => [
      ...codes.map((code, at) => nameOf(dimensions[at], code, language)),
      figure(count),
      ...(sums === null ? [] : [figure(sum)]),
    ]),
    [SUM_OF_SHOWN, figure(total)],
  ];
}

function nameOf(dimension: GivenTable['dimensions'][number] | undefined, code: string, language: ListLanguage): string {
  return dimension?.codes.find((known) => known.code === code)?.[language] ?? code;
}

function figure(value: number | null): string {
  return value === null ? NOT_SHOWN : String(value);
}

function widthsOf(grid: Grid): readonly number[] {
  const columns = Math.max(...grid.map((row) => row.length));
  return Array.from({ length: columns }, (_, at) => Math.max(...grid.map((row) => row[at]?.length ?? 0)));
}

function widthOf(grid: Grid): number {
  return widthsOf(grid).reduce((sum, width) => sum + width + 2, 1);
}

/** The first columns are text and start alike; the others are figures and end alike. */
function alignGrid(grid: Grid, texts: number): readonly string[] {
  const widths = widthsOf(grid);
  return grid.map((row) => {
    const cells = row.map((cell, at) => (at < texts ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)));
    return `   ${cells.join('  ')}`.trimEnd();
  });
}
