/** The forms in which a release can be taken away. */
export const EXPORT_FORMATS = ['csv', 'csv-excel', 'json', 'parquet', 'xlsx', 'svg', 'png'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export type ExportLanguage = 'sv' | 'en';

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Counted from 1, as people count; null is all of them. A picture is of one table: of the first, when none is named. */
  readonly table: number | null;
  readonly language: ExportLanguage;
}

/**
 * Reads what `/aggregates/releases/<id>/<format>?table=<n>&language=<sv|en>` asks for. Swedish, where no language is named.
 * @param tables how many tables the release has
 * @returns null when there is no such format, table or language
 */
export function readExportOptions(
  format: string,
  query: { readonly table?: unknown; readonly language?: unknown },
  tables: number,
): ExportOptions | null {
  const known = EXPORT_FORMATS.find((candidate) => candidate === format);
  const language = query.language ?? 'sv';
  const table = query.table === undefined ? null : readTable(query.table, tables);
  if (known === undefined || table === undefined || (language !== 'sv' && language !== 'en')) return null;
  return { format: known, table, language };
}

function readTable(text: unknown, tables: number): number | undefined {
  if (typeof text !== 'string' || !/^[1-9]\d?$/.test(text)) return undefined;
  return Number(text) <= tables ? Number(text) : undefined;
}
