import { ANOMALY_RULES, type Finding } from './finding.ts';

export const ANOMALY_FORMATS = ['text', 'json', 'csv'] as const;

export type AnomalyFormat = (typeof ANOMALY_FORMATS)[number];

const COLUMNS = ['rule', 'subject', 'role', 'count', 'from', 'to', 'why'] as const;

/** Writes the findings for reading, for another system, or for a spreadsheet (RFC 4180). */
export function renderAnomalies(findings: readonly Finding[], format: AnomalyFormat): string {
  if (format === 'json') return `${JSON.stringify({ findings }, null, 2)}\n`;
  return format === 'csv' ? renderCsv(findings) : renderText(findings);
}

function renderText(findings: readonly Finding[]): string {
  const rows = findings.map(({ rule, subject, role, from, to, why }) => {
    return [rule, subject, role ?? '-', from === to ? from : `${from} to ${to}`, why];
  });
  const table = rows.length === 0 ? [] : [['rule', 'subject', 'role', 'period', 'why'], ...rows];
  const widths = COLUMNS.map((_, column) => Math.max(0, ...table.map((row) => row[column]?.length ?? 0)));
  const counts = ANOMALY_RULES.map((rule) => `${rule} ${findings.filter((found) => found.rule === rule).length}`);
  return [
    ...table.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    ...(table.length === 0 ? [] : ['']),
    `${findings.length} findings: ${counts.join(', ')}`,
    'A finding is a reason to ask, not a proof of anything.',
    '',
  ].join('\n');
}

function renderCsv(findings: readonly Finding[]): string {
  const rows = findings.map((found) => COLUMNS.map((column) => quote(String(found[column] ?? ''))));
  return [COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** A cell that starts like a formula would be one in a spreadsheet. */
function quote(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
