import { isMonthDimension, type Dimension } from '../../../schema/aggregate-codes.ts';
import { nameCode, nameDimension } from '../graph/words.ts';
import type { AggregateRelease, ReleasedCell, ReleasedTable } from '../release.ts';
import { divisionOf, SUPPRESSED_MARK } from './describe-release.ts';
import type { ExportLanguage, ExportOptions } from './export-options.ts';

export type LongValue = string | number | boolean | null;

/** A column of the long form: its name for programs, its title for people. */
export interface LongColumn {
  readonly name: string;
  readonly title: string;
  readonly kind: 'text' | 'number' | 'flag';
  /** Whether it helps somebody who reads the file in a spreadsheet; the others are for programs. */
  readonly isForPeople: boolean;
  readonly valueOf: (cell: LongCell) => LongValue;
}

interface LongCell extends ReleasedCell {
  readonly number: number;
  readonly table: ReleasedTable;
}

/** A release with a row for each cell. */
export interface LongForm {
  readonly columns: readonly LongColumn[];
  readonly rows: readonly (readonly LongValue[])[];
}

/**
 * Lays a release out with one row a cell, all tables below one another or one alone. A dimension that a table is not divided by
 * is empty there. What is suppressed has no count, says so in a flag, and bears a mark.
 */
export function layOutLong(release: AggregateRelease, options: Omit<ExportOptions, 'format'>): LongForm {
  const numbered = release.tables.map((table, at) => ({ number: at + 1, table }));
  const chosen = numbered.filter(({ number }) => options.table === null || number === options.table);
  const dimensions = new Set(chosen.flatMap(({ table }) => table.dimensions));
  const columns = [
    ...tableColumns(options.language),
    ...[...dimensions].flatMap((dimension) => dimensionColumns(dimension, options.language)),
    ...figureColumns(release, options.language),
    ...originColumns(release, options.language),
  ];
  const cells = chosen.flatMap(({ number, table }) => table.cells.map((cell) => ({ ...cell, number, table })));
  return { columns, rows: cells.map((cell) => columns.map(({ valueOf }) => valueOf(cell))) };
}

function tableColumns(language: ExportLanguage): readonly LongColumn[] {
  const title = language === 'sv' ? 'Tabell' : 'Table';
  return [
    { name: 'table', title, kind: 'number', isForPeople: false, valueOf: ({ number }) => number },
    {
      name: 'table_label',
      title,
      kind: 'text',
      isForPeople: true,
      valueOf: ({ table }) => divisionOf(table, language),
    },
  ];
}

function dimensionColumns(dimension: Dimension, language: ExportLanguage): readonly LongColumn[] {
  const title = nameDimension(dimension)[language];
  const codeOf = ({ codes, table }: LongCell): string | null => codes[table.dimensions.indexOf(dimension)] ?? null;
  // A month is written the same for programs and people.
  if (isMonthDimension(dimension)) {
    return [{ name: dimension, title, kind: 'text', isForPeople: true, valueOf: codeOf }];
  }
  const labelOf = (cell: LongCell): string | null => {
    const code = codeOf(cell);
    return code === null ? null : nameCode(dimension, code)[language];
  };
  return [
    { name: dimension, title, kind: 'text', isForPeople: false, valueOf: codeOf },
    { name: `${dimension}_label`, title, kind: 'text', isForPeople: true, valueOf: labelOf },
  ];
}

function figureColumns({ definition }: AggregateRelease, language: ExportLanguage): readonly LongColumn[] {
  const words = language === 'sv' ? { count: 'Antal', mark: 'Märke' } : { count: 'Count', mark: 'Mark' };
  const { sum } = definition;
  const markOf = ({ count }: LongCell): string | null => (count === null ? SUPPRESSED_MARK : null);
  return [
    { name: 'count', title: words.count, kind: 'number', isForPeople: true, valueOf: ({ count }) => count },
    flag('is_suppressed', ({ count }) => count === null),
    { name: 'mark', title: words.mark, kind: 'text', isForPeople: true, valueOf: markOf },
    ...(sum === undefined ? [] : sumColumns(sum.name[language], words.mark)),
  ];
}

function sumColumns(name: string, mark: string): readonly LongColumn[] {
  const markOf = ({ sum }: LongCell): string | null => (sum === null ? SUPPRESSED_MARK : null);
  return [
    { name: 'sum', title: name, kind: 'number', isForPeople: true, valueOf: ({ sum }) => sum },
    flag('is_sum_suppressed', ({ sum }) => sum === null),
    { name: 'sum_mark', title: `${mark} (${name.toLowerCase()})`, kind: 'text', isForPeople: true, valueOf: markOf },
  ];
}

function flag(name: string, valueOf: LongColumn['valueOf']): LongColumn {
  return { name, title: name, kind: 'flag', isForPeople: false, valueOf };
}

/** Where a row comes from, so that it can be traced wherever it is copied to. */
function originColumns(release: AggregateRelease, language: ExportLanguage): readonly LongColumn[] {
  const { id, runId, definition, period } = release;
  const origin = (name: string, value: string, title: string | null = null): LongColumn => ({
    name,
    title: title ?? name,
    kind: 'text',
    isForPeople: title !== null,
    valueOf: () => value,
  });
  const isSwedish = language === 'sv';
  return [
    origin('aggregate', definition.id),
    origin('period', period.name, 'Period'),
    origin('counted_until', period.countedUntil, isSwedish ? 'Räknad fram till' : 'Counted until'),
    origin('release', id, isSwedish ? 'Utgåva' : 'Release'),
    origin('run', runId),
    origin('digest', `sha256:${definition.digest}`),
  ];
}
