import type { AggregateRelease } from '../release.ts';
import type { ExportFormat, ExportOptions } from './export-options.ts';
import { layOutLong } from './lay-out-long.ts';
import { CSV, CSV_FOR_EXCEL, writeCsv } from './write-csv.ts';
import { writeJson } from './write-json.ts';

/** A file to hand over. */
export interface ExportedRelease {
  readonly body: Buffer | string;
  /** Of the header `Content-Type`. */
  readonly type: string;
  /** Says what it is, and nothing of who took it. ASCII. */
  readonly fileName: string;
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  'csv-excel': 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
};

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  csv: 'csv',
  'csv-excel': 'excel.csv',
  json: 'json',
  parquet: 'parquet',
  xlsx: 'xlsx',
  svg: 'svg',
  png: 'png',
};

/**
 * Writes a release in a form that opens in the tools of an analyst. In none of them is a suppressed figure a zero, and the same
 * release and options give the same figures each time.
 */
export async function exportRelease(release: AggregateRelease, options: ExportOptions): Promise<ExportedRelease> {
  const isPicture = options.format === 'svg' || options.format === 'png';
  const exact = isPicture && options.table === null ? { ...options, table: 1 } : options;
  return {
    body: await writeBody(release, exact),
    type: TYPES[options.format],
    fileName: nameFile(release, exact),
  };
}

// What is heavy is loaded when it is first asked for, so that a gateway starts fast.
async function writeBody(release: AggregateRelease, options: ExportOptions): Promise<Buffer | string> {
  const { format, table, language } = options;
  switch (format) {
    case 'csv':
      return writeCsv(layOutLong(release, options), CSV);
    case 'csv-excel':
      return writeCsv(layOutLong(release, options), CSV_FOR_EXCEL);
    case 'json':
      return writeJson(release, table);
    case 'parquet':
      return (await import('./write-parquet.ts')).writeParquet(release, table, language);
    case 'xlsx':
      return (await import('./write-xlsx.ts')).writeXlsx(release, table, language);
    case 'svg':
      return (await import('./chart/draw-chart.ts')).drawChart(release, table ?? 1, language);
    case 'png': {
      const { drawChart } = await import('./chart/draw-chart.ts');
      return (await import('./chart/rasterise-chart.ts')).rasteriseChart(drawChart(release, table ?? 1, language));
    }
  }
}

function nameFile({ definition, period }: AggregateRelease, { format, table, language }: ExportOptions): string {
  const isWhole = period.countedUntil === period.until;
  const counted = isWhole ? '' : `_to-${period.months.at(-1) ?? ''}`;
  const only = table === null ? '' : `_table-${table}`;
  return `${definition.id}_${period.name}${counted}${only}_${language}.${ENDINGS[format]}`;
}
