import type { LongForm, LongValue } from './lay-out-long.ts';

/** How comma-separated values are written. */
export interface CsvDialect {
  readonly separator: ',' | ';';
  /** Columns for people alone, under titles; else all of them under their names. */
  readonly isForPeople: boolean;
  readonly hasByteOrderMark: boolean;
}

/** RFC 4180, for programs. */
export const CSV: CsvDialect = { separator: ',', isForPeople: false, hasByteOrderMark: false };

/**
 * As a Swedish Excel opens it on a double click. It leaves the codes out, since Excel reads `5-19` as a day in May; `xlsx` has them.
 */
export const CSV_FOR_EXCEL: CsvDialect = { separator: ';', isForPeople: true, hasByteOrderMark: true };

/** With which a spreadsheet takes a cell for a formula (the OWASP list, with the full-width forms). */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/u;

/** Writes the long form: UTF-8, lines ended by CRLF, a heading line. Nothing is 0 that was suppressed: it is empty. */
export function writeCsv(
  { columns, rows }: LongForm,
  { separator, isForPeople, hasByteOrderMark }: CsvDialect,
): string {
  const shown = columns.flatMap((column, at) => (!isForPeople || column.isForPeople ? [{ column, at }] : []));
  const lines = [
    shown.map(({ column }) => writeCell(isForPeople ? column.title : column.name, separator)),
    ...rows.map((row) => shown.map(({ at }) => writeCell(row[at] ?? null, separator))),
  ];
  return `${hasByteOrderMark ? '\ufeff' : ''}${lines.map((line) => `${line.join(separator)}\r\n`).join('')}`;
}

function writeCell(value: LongValue, separator: string): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value).toUpperCase();
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  const mustBeQuoted = text.includes(separator) || /["\r\n;,]/.test(text) || text !== text.trim();
  return mustBeQuoted ? `"${text.replaceAll('"', '""')}"` : text;
}
