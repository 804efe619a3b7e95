const h = React.createElement;

/**
 * @typedef {import('./page-types.d.ts').Answer} Answer
 * @typedef {import('./page-types.d.ts').PageSettings} PageSettings
 * @typedef {import('./page-types.d.ts').Withheld} Withheld
 */

/**
 * Under the response: what went wrong, and what is withheld, why, and what would open it.
 * @param {{ answer: Answer | null, settings: PageSettings }} props
 */
export function WithheldPanel({ answer, settings }) {
  if (answer === null) return null;
  const errors = answer.body.errors ?? [];
  const withheld = onePerCoordinate(answer.body.extensions?.withheld ?? []);
  return h(
    'div',
    { className: 'samsyn-panel' },
    h('p', { className: 'samsyn-status', role: 'status' }, statusOf(answer, withheld.length)),
    errors.length === 0 ? null : h('ul', { className: 'samsyn-errors', role: 'alert' }, errors.map(renderError)),
    withheld.length === 0 ? null : renderTable(withheld, settings),
  );
}

/** @param {Answer} answer @param {number} withheld */
function statusOf(answer, withheld) {
  const http = answer.status === 0 ? 'no answer' : `HTTP ${answer.status}`;
  const closed = withheld === 0 ? 'nothing withheld' : `${withheld} ${withheld === 1 ? 'field' : 'fields'} withheld`;
  const outcome = answer.body.data === undefined || answer.body.data === null ? 'no data' : closed;
  return `${http} · ${answer.milliseconds} ms · ${outcome}`;
}

/** @param {NonNullable<Answer['body']['errors']>[number]} error @param {number} index */
function renderError(error, index) {
  const code = error.extensions?.code;
  return h('li', { key: index }, error.message, code === undefined ? null : h('code', null, code));
}

/** @param {readonly Withheld[]} withheld @param {PageSettings} settings */
function renderTable(withheld, settings) {
  const head = ['Withheld', 'Why', 'What would open it'].map((text) => h('th', { key: text, scope: 'col' }, text));
  return h(
    'table',
    { className: 'samsyn-withheld' },
    h('thead', null, h('tr', null, head)),
    h(
      'tbody',
      null,
      withheld.map((one) => renderRow(one, settings)),
    ),
  );
}

/** @param {Withheld} withheld @param {PageSettings} settings */
function renderRow({ coordinate, code, openableBy }, settings) {
  const openings = openableBy.map(({ ground, laws }) =>
    h(
      'li',
      { key: `${ground} ${laws.join()}` },
      settings.groundWords[ground] ?? ground,
      ...laws.map((law) => renderLaw(law, settings)),
    ),
  );
  return h(
    'tr',
    { key: coordinate },
    h('th', { scope: 'row' }, renderCoordinate(coordinate)),
    h('td', null, settings.closedWords[code] ?? code, h('code', { className: 'samsyn-code' }, code)),
    h('td', null, openings.length === 0 ? 'nothing, for this role and purpose' : h('ul', null, openings)),
  );
}

/**
 * A long coordinate may break after its type, nowhere else.
 * @param {string} coordinate
 */
function renderCoordinate(coordinate) {
  const [type, field] = coordinate.split('.');
  return h('code', null, `${type}.`, h('wbr'), field);
}

/** @param {string} cite @param {PageSettings} settings */
function renderLaw(cite, settings) {
  return h('abbr', { key: cite, title: settings.laws[cite] ?? cite }, cite);
}

/**
 * A field in a list is withheld once an entry; one line tells it.
 * @param {readonly Withheld[]} withheld
 */
function onePerCoordinate(withheld) {
  return [...new Map(withheld.map((one) => [`${one.coordinate} ${one.code}`, one])).values()];
}
