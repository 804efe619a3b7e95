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
  readonly isSumSuppressed: boolean;
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
  const head = [
    definition.title[view.language],
    `${definition.universe[view.language]} ${period}, counted until ${countedUntil} (that day not included).`,
  ];
  const tables = release.tables.flatMap((table, at) =>
    view.table === null || view.table === at + 1 ? [`${at + 1}  ${renderTable(table, view)}`] : [],
  );
  const foot = [
    `${NOT_SHOWN} is not shown: counts up to ${definition.suppressUpTo}, and more where those could be worked out; it is never 0.`,
    `The others are rounded to the nearest ${definition.roundTo}. ${release.methodNote[view.language]}`,
    `release ${release.id}, digest ${release.digest}`,
  ];
  return `${[head.join('\n'), ...tables, foot.join('\n')].join('\n\n')}\n`;
}

function renderTable({ dimensions, cells, total }: GivenTable, { language, width }: FiguresView): string {
  const title = dimensions.map((dimension) => dimension.title[language]).join(' × ');
  if (total === null) return `${title}\n   nothing of it can be shown (${cells.length} figures)`;
  const hasSum = cells.some(({ sum, isSumSuppressed }) => sum !== null || isSumSuppressed);
  const table = { dimensions, cells, total };
  if (hasSum || dimensions.length === 1) {
    return [title, ...alignGrid(layOutList(table, hasSum, language), dimensions.length)].join('\n');
  }
  const across = dimensions.at(-1)?.codes.map((code) => code[language]) ?? [];
  const grid = layOutCross(table, across, language);
  if (widthOf(grid) <= width) return [title, ...alignGrid(grid, dimensions.length - 1)].join('\n');
  const key = across.map((name, at) => `   (${at + 1}) ${name}`);
  const numbered = layOutCross(
    table,
    across.map((_, at) => `(${at + 1})`),
    language,
  );
  return [title, ...alignGrid(numbered, dimensions.length - 1), ...key].join('\n');
}

type Grid = readonly (readonly string[])[];

/** The last dimension goes across, under `heads`: its names, or numbers where names do not fit. */
function layOutCross({ dimensions, cells, total }: GivenTable, heads: readonly string[], language: ListLanguage): Grid {
  const down = dimensions.slice(0, -1);
  const codes = dimensions.map((dimension) => dimension.codes.map(({ code }) => code));
  return [
    [...down.map(({ title }) => title[language]), ...heads],
    ...crossTable(codes, cells).map((row) => [
      ...row.codes.map((code, at) => nameOf(dimensions[at], code, language)),
      ...row.cells.map((cell) => figure(cell?.count ?? null)),
    ]),
    [SUM_OF_SHOWN, ...down.slice(1).map(() => ''), figure(total)],
  ];
}

function layOutList({ dimensions, cells, total }: GivenTable, hasSum: boolean, language: ListLanguage): Grid {
  return [
    [...dimensions.map(({ title }) => title[language]), 'count', ...(hasSum ? ['sum'] : [])],
    ...cells.map(({ codes, count, sum }) => [
      ...codes.map((code, at) => nameOf(dimensions[at], code, language)),
      figure(count),
      ...(hasSum ? [figure(sum)] : []),
    ]),
    [SUM_OF_SHOWN, ...dimensions.slice(1).map(() => ''), figure(total)],
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
