import type { ExtractWords } from '../../../policies/load-extract-rules.ts';
import type { Extract, ExtractEntry } from './build-extract.ts';

export const EXTRACT_FORMATS = ['text', 'json', 'html'] as const;

export type ExtractFormat = (typeof EXTRACT_FORMATS)[number];

/** Writes an extract for reading, for print, or for another system. */
export function renderExtract(extract: Extract, words: ExtractWords, format: ExtractFormat): string {
  if (format === 'json') return renderJson(extract, words);
  return format === 'html' ? renderHtml(extract, words) : renderText(extract, words);
}

const TIME = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

function renderJson({ language, madeAt, entries }: Extract, words: ExtractWords): string {
  const { title, about, mayBeMissing, howToRead } = words;
  return `${JSON.stringify({ title, language, madeAt, about, entries, mayBeMissing, howToRead }, null, 2)}\n`;
}

function renderText({ madeAt, entries }: Extract, words: ExtractWords): string {
  const told = entries.length === 0 ? [words.none, ''] : entries.flatMap((entry) => [...renderEntry(entry, words), '']);
  return [
    words.title,
    '',
    `${words.made} ${TIME.format(madeAt)}`,
    words.about,
    '',
    ...told,
    words.mayBeMissing,
    '',
    words.howToRead,
    '',
  ].join('\n');
}

function renderEntry({ at, asker, purpose, dataOf, groups }: ExtractEntry, words: ExtractWords): readonly string[] {
  return [
    `${TIME.format(at)}  ${asker}`,
    `  ${words.purpose}: ${purpose}`,
    `  ${words.dataOf}: ${dataOf}`,
    ...groups.map(({ title, grounds }) => `    ${title}: ${grounds.join('; ')}`),
  ];
}

function renderHtml({ language, madeAt, entries }: Extract, words: ExtractWords): string {
  const heads = [words.when, words.asker, words.purpose, words.dataOf, words.groups, words.ground];
  const table = `<table>
<thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}</tr></thead>
<tbody>
${entries.map(renderRows).join('\n')}
</tbody>
</table>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(words.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(words.title)}</h1>
<p>${escapeHtml(`${words.made} ${TIME.format(madeAt)}`)}. ${escapeHtml(words.about)}</p>
${entries.length === 0 ? `<p>${escapeHtml(words.none)}</p>` : table}
<p>${escapeHtml(words.mayBeMissing)}</p>
<p>${escapeHtml(words.howToRead)}</p>
</body>
</html>
`;
}

function renderRows({ at, asker, purpose, dataOf, groups }: ExtractEntry): string {
  const shared = [TIME.format(at), asker, purpose, dataOf].map(
    (text) => `<td rowspan="${groups.length}">${escapeHtml(text)}</td>`,
  );
  return groups
    .map(({ title, grounds }, index) => {
      const own = [title, grounds.join('; ')].map((text) => `<td>${escapeHtml(text)}</td>`);
      return `<tr>${[...(index === 0 ? shared : []), ...own].join('')}</tr>`;
    })
    .join('\n');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1b242c; font: 15px/1.45 system-ui, 'Segoe UI', Arial, sans-serif; }
h1 { font-size: 1.5rem; } table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid #c5ccd3; padding: .4rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #e9edf1; } thead { display: table-header-group; } tr { break-inside: avoid; }
@media print { @page { size: A4 landscape; margin: 12mm; } body { margin: 0; max-width: none; font-size: 9pt; } }
`;
