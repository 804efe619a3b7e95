import { GROUND_WORDS } from './describe-cell.ts';
import type { GroundKind } from './ground.ts';
import type { MatrixCell, MatrixLine, MatrixTable } from './matrix-table.ts';

/** Writes the matrix as one page that loads nothing, scrolls under its own headings, and prints on A3 on its side. */
export function renderMatrixHtml(table: MatrixTable): string {
  const { day, digest, columns, lines } = table;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Access matrix, in force on ${escapeHtml(day)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Access matrix <span lang="sv">(behörighetsmatris)</span></h1>
<p>Who may see what, and on what ground, in force on <b>${escapeHtml(day)}</b>.
${lines.length} rows, ${columns.length} roles. Rows marked <b class="lawyer">J</b> need a lawyer's decision before production.
Policy <code>${escapeHtml(digest)}</code>.</p>
</header>
<table class="matrix">
<thead><tr><th scope="col">Data</th><th scope="col" class="why">Why</th>${columns.map(renderColumn).join('')}</tr></thead>
<tbody>
${lines.map(renderLine).join('\n')}
</tbody>
</table>
${renderLegend()}
${renderPurposes(table)}
${renderLaws(table)}
</body>
</html>
`;
}

/** Long role names may break after a full stop or a hyphen alone. */
function renderColumn({ role, swedish }: MatrixTable['columns'][number]): string {
  const breakable = escapeHtml(role).replace(/[.-]/g, '$&<wbr>');
  return `<th scope="col"><span lang="sv">${escapeHtml(swedish)}</span><small>${breakable}</small></th>`;
}

function renderLine({ row, title, swedish, holder, why, needsLawyer, cells }: MatrixLine): string {
  const lawyer = needsLawyer ? ' <b class="lawyer" title="Needs a lawyer">J</b>' : '';
  return (
    `<tr id="${escapeHtml(row)}"><th scope="row"><span class="row">${escapeHtml(row)}</span>${lawyer} ${escapeHtml(title)}` +
    `<small lang="sv">${escapeHtml(swedish)}</small><small lang="sv" class="holder">${escapeHtml(holder)}</small></th>` +
    `<td class="why">${escapeHtml(why)}</td>${cells.map(renderCell).join('')}</tr>`
  );
}

function renderCell({ strongest, alternatives }: MatrixCell): string {
  const [only = ''] = alternatives;
  const text =
    alternatives.length === 1
      ? escapeHtml(only)
      : `<ul>${alternatives.map((alternative) => `<li>${escapeHtml(alternative)}</li>`).join('')}</ul>`;
  return `<td class="${strongest}">${text}</td>`;
}

function renderLegend(): string {
  const kinds = Object.entries(GROUND_WORDS) as readonly [GroundKind, (typeof GROUND_WORDS)[GroundKind]][];
  const terms = kinds
    .filter(([kind]) => kind !== 'structure')
    .map(
      ([kind, { words, swedish, means }]) =>
        `<tr><td class="${kind}">${escapeHtml(words)}</td><td lang="sv">${escapeHtml(swedish)}</td><td>${escapeHtml(means)}</td></tr>`,
    );
  return renderSection('Words', ['In a cell', 'Swedish', 'Means'], terms);
}

function renderPurposes({ purposes }: MatrixTable): string {
  const rows = purposes.map(({ purpose, swedish, needsCase, roles, grounds }) =>
    renderRow([purpose, swedish, needsCase ? 'yes' : '', roles, grounds]),
  );
  return renderSection(
    'Purposes (ändamål)',
    ['Purpose', 'Swedish', 'Needs a case', 'Roles', 'Grounds that can carry it'],
    rows,
  );
}

function renderLaws({ laws }: MatrixTable): string {
  const rows = laws.map(({ cite, statute, says, reach }) => renderRow([cite, statute, says, reach]));
  return renderSection('Sections of law (lagrum)', ['Cited as', 'Statute', 'Says', 'Reaches'], rows);
}

function renderSection(title: string, header: readonly string[], rows: readonly string[]): string {
  const heads = header.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('');
  return (
    `<section><h2>${escapeHtml(title)}</h2>\n<table><thead><tr>${heads}</tr></thead>\n` +
    `<tbody>${rows.join('\n')}</tbody></table></section>`
  );
}

function renderRow(fields: readonly string[]): string {
  return `<tr>${fields.map((field) => `<td>${escapeHtml(field)}</td>`).join('')}</tr>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Colours only repeat what the cells say in words, so that black and white print loses nothing. */
const STYLE = `
:root { --line: #c5ccd3; --paper: #fff; --ink: #1b242c; --soft: #54616d; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); font: 13px/1.4 system-ui, 'Segoe UI', Arial, sans-serif; }
header, section { position: sticky; left: 0; max-width: min(100vw, 76rem); padding: 0 1.25rem; }
h1 { font-size: 1.5rem; margin: 1rem 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
header p { margin: 0 0 1rem; } code { font-size: .85em; overflow-wrap: anywhere; }
table { border-collapse: separate; border-spacing: 0; }
th, td { border: solid var(--line); border-width: 0 1px 1px 0; padding: .4rem .5rem; text-align: left; vertical-align: top; }
tr > :first-child { border-left-width: 1px; } thead th { border-top-width: 1px; background: #e9edf1; }
small { display: block; font-weight: 400; color: var(--soft); font-size: .85em; } .holder { font-style: italic; }
ul { margin: 0; padding-left: 1rem; } .row { font-variant-numeric: tabular-nums; color: var(--soft); }
.lawyer { border: 1px solid currentColor; border-radius: 2px; padding: 0 .25em; color: #8a1c1c; font-size: .85em; }
.matrix { table-layout: fixed; width: 136rem; }
.matrix th { width: 9.5rem; } .matrix thead th:first-child { width: 13rem; } .matrix thead .why { width: 15rem; }
.matrix td.why { color: var(--soft); } .matrix td { hyphens: auto; }
.matrix thead th { position: sticky; top: 0; z-index: 2; hyphens: auto; overflow-wrap: break-word; }
.matrix th:first-child { position: sticky; left: 0; z-index: 1; background: #f4f6f8; }
.matrix thead th:first-child { z-index: 3; background: #e9edf1; }
tbody tr:target > * { box-shadow: inset 0 2px #1b6ec2, inset 0 -2px #1b6ec2; }
td.own, td.directory { background: #dff0e2; } td.consent { background: #e1ecfa; } td.decision { background: #fdf1d3; }
td.push { background: #f7e6f6; } td.feedback { background: #e5f4f4; } td.emergency { background: #fde4da; }
td.existence { background: #eef0e0; } td.aggregate, td.metadata { color: var(--soft); background: #f3f4f5; }
td.never { color: #6b7680; background: #fff; }
@media print {
  @page { size: A3 landscape; margin: 8mm; }
  body { font-size: 6.4pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, section { position: static; max-width: none; padding: 0; } h1 { font-size: 14pt; } h2 { font-size: 10pt; }
  .matrix { width: 100%; } .matrix th { width: auto; }
  .matrix thead th:first-child { width: 9%; } .matrix thead .why { width: 11%; }
  .matrix thead th, .matrix th:first-child { position: static; }
  th, td { padding: .8mm 1mm; } thead { display: table-header-group; } tr { break-inside: avoid; }
}
`;
