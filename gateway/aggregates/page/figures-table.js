import { divisionName, formatNumber, say } from './words.js';

const h = React.createElement;

/**
 * @typedef {import('./page-types.d.ts').Cell} Cell
 * @typedef {import('./page-types.d.ts').FiguresTable} Figures
 * @typedef {import('./page-types.d.ts').Language} Language
 * @typedef {{ title: string, figureOf: (cell: Cell) => number | null, total: number | null, head: string }} Shown
 */

/**
 * A table of figures: the last dimension goes across, the others down. What is not shown bears a mark that is also said aloud.
 * @param {{ table: Figures, unit: string, sums: string | null, language: Language }} props
 */
export function FiguresTable({ table, unit, sums, language }) {
  const title = divisionName(
    table.dimensions.map((dimension) => dimension.title[language]),
    language,
  );
  /** @type {Shown[]} */
  const shown = [
    {
      title: `${say('count', language)} ${unit} ${title}`,
      figureOf: ({ count }) => count,
      total: table.total,
      head: say('count', language),
    },
    ...(sums !== null
      ? [{ title: `${sums} ${title}`, figureOf: (/** @type {Cell} */ { sum }) => sum, total: null, head: sums }]
      : []),
  ];
  return h(
    React.Fragment,
    null,
    shown.map((each) =>
      h(
        'div',
        { key: each.title, className: 'scroll', role: 'region', 'aria-label': each.title, tabIndex: 0 },
        h(
          'table',
          { className: 'figures' },
          h('caption', null, each.title),
          renderHead(table, each.head, language),
          renderBody(table, each, language),
          each.total === null ? null : renderTotal(table, each.total, language),
        ),
      ),
    ),
  );
}

/** @param {Figures} table @param {string} head @param {Language} language */
function renderHead({ dimensions }, head, language) {
  const across = dimensions.at(-1);
  const down = dimensions.slice(0, -1);
  if (down.length === 0 || across === undefined) {
    return h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'col' }, across?.title[language]),
        h('th', { scope: 'col', className: 'number' }, head),
      ),
    );
  }
  return h(
    'thead',
    null,
    h(
      'tr',
      null,
      down.map((dimension) => h('th', { key: dimension.name, scope: 'col', rowSpan: 2 }, dimension.title[language])),
      h('th', { scope: 'colgroup', colSpan: across.codes.length, className: 'group' }, across.title[language]),
    ),
    h(
      'tr',
      null,
      across.codes.map((code) => h('th', { key: code.code, scope: 'col', className: 'number' }, code[language])),
    ),
  );
}

/** @param {Figures} table @param {Shown} shown @param {Language} language */
function renderBody({ dimensions, cells }, { figureOf }, language) {
  const down = dimensions.length === 1 ? dimensions : dimensions.slice(0, -1);
  const wide = dimensions.length === 1 ? 1 : (dimensions.at(-1)?.codes.length ?? 1);
  const rows = Array.from({ length: Math.ceil(cells.length / wide) }, (_, at) =>
    cells.slice(at * wide, (at + 1) * wide),
  );
  return h(
    'tbody',
    null,
    rows.map((row, at) =>
      h(
        'tr',
        { key: at },
        down.map((dimension, place) => {
          const code = dimension.codes.find((candidate) => candidate.code === row[0]?.codes[place]);
          return h('th', { key: dimension.name, scope: 'row' }, code?.[language]);
        }),
        row.map((cell) =>
          h('td', { key: cell.codes.join(), className: 'number' }, renderFigure(figureOf(cell), language)),
        ),
      ),
    ),
  );
}

/** @param {number | null} figure @param {Language} language */
function renderFigure(figure, language) {
  if (figure !== null) return formatNumber(figure, language);
  return h(
    'span',
    { className: 'suppressed' },
    h('span', { 'aria-hidden': true }, '..'),
    h('span', { className: 'aloud' }, say('notShown', language)),
  );
}

/** @param {Figures} table @param {number} total @param {Language} language */
function renderTotal({ dimensions }, total, language) {
  const down = Math.max(1, dimensions.length - 1);
  const wide = dimensions.length === 1 ? 1 : (dimensions.at(-1)?.codes.length ?? 1);
  return h(
    'tfoot',
    null,
    h(
      'tr',
      null,
      h('th', { scope: 'row', colSpan: down }, say('total', language)),
      h('td', { colSpan: wide, className: wide === 1 ? 'number' : '' }, formatNumber(total, language)),
    ),
  );
}
