import { reasonOf } from './refusal-note.js';
import { formatMoment, outcomeName, periodName, say } from './words.js';

const h = React.createElement;

/**
 * @typedef {import('./page-types.d.ts').Language} Language
 * @typedef {import('./page-types.d.ts').PageSettings} PageSettings
 * @typedef {import('./page-types.d.ts').PublicList} PublicList
 * @typedef {import('./page-types.d.ts').Run} Run
 */

/**
 * The latest runs, the refused ones too: for everybody.
 * @param {{ list: PublicList, settings: PageSettings, language: Language }} props
 */
export function RunList({ list, settings, language }) {
  const heads = /** @type {const} */ (['time', 'aggregate', 'period', 'outcome', 'reason', 'agency']);
  return h(
    'section',
    { 'aria-labelledby': 'runs' },
    h('h2', { id: 'runs' }, say('runs', language)),
    h('p', { className: 'quiet' }, say('runsHint', language)),
    list.runs.length === 0
      ? h('p', null, say('noRuns', language))
      : h(
          'div',
          { className: 'scroll', role: 'region', 'aria-labelledby': 'runs', tabIndex: 0 },
          h(
            'table',
            { className: 'runs' },
            h(
              'thead',
              null,
              h(
                'tr',
                null,
                heads.map((head) => h('th', { key: head, scope: 'col' }, say(head, language))),
              ),
            ),
            h(
              'tbody',
              null,
              list.runs.map((run) => renderRun(run, { list, settings, language })),
            ),
          ),
        ),
  );
}

/** @param {Run} run @param {{ list: PublicList, settings: PageSettings, language: Language }} around */
function renderRun(run, { list, settings, language }) {
  const definition = list.definitions.find(({ id }) => id === run.definition);
  return h(
    'tr',
    { key: run.id },
    h('td', { className: 'moment' }, h('time', { dateTime: run.at }, formatMoment(run.at, language))),
    h('td', null, definition?.title[language] ?? run.definition ?? say('unknown', language)),
    h('td', null, run.period === null ? say('unknown', language) : periodName(run.period, language)),
    h('td', null, outcomeName(run.outcome, language)),
    h('td', null, run.code === null ? '' : (reasonOf(run.code, language) ?? run.code)),
    h('td', null, settings.agencyTitles[run.agency] ?? run.agency),
  );
}
