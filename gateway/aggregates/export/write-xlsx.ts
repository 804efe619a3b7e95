import writeExcelFile, { type Cell, type CellObject, type Row, type Sheet } from 'write-excel-file/node';
import { crossTable } from '../cross-table.ts';
import { nameCode, nameDimension } from '../graph/words.ts';
import type { AggregateRelease, ReleasedCell, ReleasedTable } from '../release.ts';
import { periodText, protectionText, sourceText, SUPPRESSED_MARK, tableTitle, unitName } from './describe-release.ts';
import type { ExportLanguage } from './export-options.ts';
import { layOutLong, type LongValue } from './lay-out-long.ts';

type WorkbookSheet = Sheet<Buffer>;
type FigureOf = (cell: ReleasedCell) => number | null;

const MOST_LETTERS_OF_SHEET_NAME = 31;
const NUMBER_FORMAT = '#,##0';
const HEAD = { fontWeight: 'bold', backgroundColor: '#E8EEF4', wrap: true, alignVertical: 'top' } as const;
const MARKED = {
  value: SUPPRESSED_MARK,
  align: 'right',
  backgroundColor: '#FFFFFF',
  fillPatternStyle: 'lightUp',
  fillPatternColor: '#B8BFC6',
} as const;

/**
 * Writes a workbook: a cross table on a sheet of its own for each table, all cells with their codes on one for programs and pivot
 * tables, and what the figures are on the last. Numbers are numbers; text is never taken for a formula.
 */
export function writeXlsx(release: AggregateRelease, table: number | null, language: ExportLanguage): Promise<Buffer> {
  const tables = release.tables.flatMap((each, at) =>
    table === null || table === at + 1 ? [tableSheet(release, { table: each, number: at + 1 }, language)] : [],
  );
  const sheets = [...tables, longSheet(release, table, language), aboutSheet(release, language)];
  return writeExcelFile(sheets, { fontFamily: 'Calibri', fontSize: 11 }).toBuffer();
}

function tableSheet(
  release: AggregateRelease,
  { table, number }: { readonly table: ReleasedTable; readonly number: number },
  language: ExportLanguage,
): WorkbookSheet {
  const names = table.dimensions.map((dimension) => nameDimension(dimension)[language]);
  const { sum } = release.definition;
  const across = table.dimensions.length - 1;
  const total = language === 'sv' ? 'Summa av det som visas' : 'Sum of what is shown';
  const counts = crossRows(table, ({ count }) => count, language);
  const sums = sum === undefined ? [] : crossRows(table, (cell) => cell.sum, language);
  const head = headRow(table, sum === undefined ? null : sum.name[language], language);
  const rows = across === 0 ? counts.map((row, at) => [...row, ...(sums[at] ?? []).slice(1)]) : counts;
  const data: Row[] = [
    [{ value: tableTitle(release, table, language), fontWeight: 'bold', fontSize: 14 }],
    [{ value: `${release.definition.title[language]}, ${periodText(release, language)}` }],
    head,
    ...rows,
    [{ value: total, fontWeight: 'bold' }, ...names.slice(1, -1).map(() => null), totalCell(table.total)],
    ...(sum === undefined || across === 0
      ? []
      : [[], [{ value: sum.name[language], fontWeight: 'bold' as const }], head, ...sums]),
    [],
    [{ value: protectionText(release, language), fontStyle: 'italic' }],
  ];
  return {
    data,
    sheet: `${number} ${names.join(', ').toLowerCase()}`.slice(0, MOST_LETTERS_OF_SHEET_NAME),
    columns: head.map((_, at) => ({ width: at < Math.max(1, across) ? 30 : 16 })),
    stickyRowsCount: 3,
    stickyColumnsCount: Math.max(1, across),
    orientation: 'landscape',
  };
}

function headRow(table: ReleasedTable, sumName: string | null, language: ExportLanguage): Row {
  const down = table.dimensions.slice(0, -1);
  const last = table.dimensions.at(-1);
  if (last === undefined) return [];
  const heads =
    down.length === 0
      ? [nameDimension(last)[language], language === 'sv' ? 'Antal' : 'Count', ...(sumName === null ? [] : [sumName])]
      : [
          ...down.map((dimension) => nameDimension(dimension)[language]),
          ...(table.codes.at(-1) ?? []).map((code) => nameCode(last, code)[language]),
        ];
  return heads.map((value, at) => ({
    value,
    ...HEAD,
    ...(at < Math.max(1, down.length) ? {} : { align: 'right' as const }),
  }));
}

/** With one dimension the codes go down and the figure stands beside them. */
function crossRows({ dimensions, codes, cells }: ReleasedTable, figureOf: FigureOf, language: ExportLanguage): Row[] {
  const [first] = dimensions;
  if (first !== undefined && dimensions.length === 1) {
    return cells.map((cell) => [{ value: nameCode(first, cell.codes[0] ?? '')[language] }, figureCell(figureOf(cell))]);
  }
  return crossTable(codes, cells).map((row): Row => [
    ...row.codes.map((code, at): Cell => {
      const dimension = dimensions[at];
      return dimension === undefined ? null : { value: nameCode(dimension, code)[language], fontWeight: 'bold' };
    }),
    ...row.cells.map((cell) => figureCell(cell === null ? null : figureOf(cell))),
  ]);
}

function figureCell(value: number | null): CellObject {
  return value === null ? MARKED : { value, format: NUMBER_FORMAT };
}

function totalCell(total: number | null): CellObject {
  return { ...figureCell(total), fontWeight: 'bold' };
}

function longSheet(release: AggregateRelease, table: number | null, language: ExportLanguage): WorkbookSheet {
  const { columns, rows } = layOutLong(release, { table, language });
  const cellOf = (value: LongValue): Cell => (typeof value === 'string' ? { value, format: '@' } : value);
  return {
    data: [columns.map(({ name }) => ({ value: name, ...HEAD })), ...rows.map((row) => row.map(cellOf))],
    sheet: 'Data',
    columns: columns.map(({ name }) => ({ width: name.endsWith('_label') ? 28 : 14 })),
    stickyRowsCount: 1,
  };
}

function aboutSheet(release: AggregateRelease, language: ExportLanguage): WorkbookSheet {
  const { definition, period } = release;
  const isSwedish = language === 'sv';
  const lines: readonly (readonly [string, string, string])[] = [
    ['Aggregat', 'Aggregate', definition.title[language]],
    ['Vad som räknas', 'What is counted', definition.universe[language]],
    ['Enhet', 'Unit', unitName(definition.unit, language)],
    ['Beskrivning', 'Description', definition.description[language]],
    ['Ändamål', 'Purpose', `${definition.purpose.sv} (${definition.purpose.law})`],
    ['Period', 'Period', periodText(release, language)],
    ['Räknad fram till', 'Counted until', period.countedUntil],
    ['Om metoden', 'Method', definition.methodNote[language]],
    ['Så skyddas siffrorna', 'How the figures are protected', protectionText(release, language)],
    ['Källa', 'Source', sourceText(release, language)],
    ['Definition', 'Definition', definition.id],
    ['Definitionens kontrollsumma', 'Digest of the definition', `sha256:${definition.digest}`],
    ['Utgåva', 'Release', release.id],
    ['Körning', 'Run', release.runId],
    ['Utgiven', 'Released at', release.releasedAt],
  ];
  return {
    data: lines.map(([swedish, english, value]) => [
      { value: isSwedish ? swedish : english, ...HEAD },
      { value, wrap: true, alignVertical: 'top' as const, format: '@' },
    ]),
    sheet: isSwedish ? 'Om siffrorna' : 'About the figures',
    columns: [{ width: 28 }, { width: 90 }],
  };
}
