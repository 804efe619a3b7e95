import { GROUND_WORDS } from './describe-cell.ts';
import type { MatrixLine, MatrixTable } from './matrix-table.ts';
import { renderMatrixHtml } from './render-matrix-html.ts';

export const MATRIX_FORMATS = ['md', 'html', 'csv'] as const;

export type MatrixFormat = (typeof MATRIX_FORMATS)[number];

export interface MatrixForm {
  readonly format: MatrixFormat;
  /** CSV only: byte order mark and semicolons, as a Swedish Excel opens it. */
  readonly isForExcel: boolean;
}

/** Writes the access matrix for a lawyer: Markdown, a page that stands alone, or CSV by RFC 4180. */
export function renderMatrix(table: MatrixTable, { format, isForExcel }: MatrixForm): string {
  if (format === 'html') return renderMatrixHtml(table);
  return format === 'csv' ? renderCsv(table, isForExcel) : renderMarkdown(table);
}

const LEADING_COLUMNS = ['Row', 'Data', 'Swedish', 'Holder', 'Why', 'Needs lawyer'] as const;

function leadingFields({ row, title, swedish, holder, why, needsLawyer }: MatrixLine): readonly string[] {
  return [row, title, swedish, holder, why, needsLawyer ? 'yes' : ''];
}

const BYTE_ORDER_MARK = '\uFEFF';

function renderCsv({ columns, lines }: MatrixTable, isForExcel: boolean): string {
  const separator = isForExcel ? ';' : ',';
  const records = [
    [...LEADING_COLUMNS, ...columns.map(({ role }) => role)],
    ...lines.map((line) => [...leadingFields(line), ...line.cells.map(({ alternatives }) => alternatives.join('; '))]),
  ];
  const text = records.map((record) => `${record.map(quoteField).join(separator)}\r\n`).join('');
  return isForExcel ? BYTE_ORDER_MARK + text : text;
}

function quoteField(text: string): string {
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function renderMarkdown({ day, digest, columns, lines, purposes, laws }: MatrixTable): string {
  return [
    '# Access matrix (behörighetsmatris)',
    `Who may see what, and on what ground, in force on ${day}. ${lines.length} rows, ${columns.length} roles. ` +
      `Policy \`${digest}\`.`,
    markdownTable(
      [...LEADING_COLUMNS, ...columns.map(({ role, swedish }) => `${role}<br>${swedish}`)],
      lines.map((line) => [...leadingFields(line), ...line.cells.map(({ alternatives }) => alternatives.join('<br>'))]),
    ),
    '## Words',
    markdownTable(
      ['In a cell', 'Swedish', 'Means'],
      Object.values(GROUND_WORDS).map(({ words, swedish, means }) => [words, swedish, means]),
    ),
    '## Purposes (ändamål)',
    'A release needs a declared purpose, and only the grounds listed with the purpose can carry it.',
    markdownTable(
      ['Purpose', 'Swedish', 'Needs a case', 'Roles', 'Grounds'],
      purposes.map(({ purpose, swedish, needsCase, roles, grounds }) => [
        purpose,
        swedish,
        needsCase ? 'yes' : '',
        roles,
        grounds,
      ]),
    ),
    '## Sections of law (lagrum)',
    markdownTable(
      ['Cited as', 'Statute', 'Says', 'Reaches'],
      laws.map(({ cite, statute, says, reach }) => [cite, statute, says, reach]),
    ),
    '',
  ].join('\n\n');
}

function markdownTable(header: readonly string[], records: readonly (readonly string[])[]): string {
  const line = (fields: readonly string[]): string => `| ${fields.map(escapeMarkdown).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...records.map(line)].join('\n');
}

function escapeMarkdown(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
