import { dimensionName, divisionName, periodName, protectionText, say, unitName } from './words.js';

const h = React.createElement;

/**
 * @typedef {import('./page-types.d.ts').Definition} Definition
 * @typedef {import('./page-types.d.ts').Language} Language
 * @typedef {import('./page-types.d.ts').PageSettings} PageSettings
 * @typedef {import('./page-types.d.ts').Source} Source
 * @typedef {{ settings: PageSettings, language: Language }} Wording
 */

/**
 * What can be counted, each with who has approved it: for everybody.
 * @param {{ definitions: readonly Definition[] } & Wording} props
 */
export function DefinitionList({ definitions, ...wording }) {
  return h(
    'section',
    { 'aria-labelledby': 'definitions' },
    h(
      'h2',
      { id: 'definitions' },
      say('definitions', wording.language),
      h('span', { className: 'quiet' }, ` ${definitions.length}`),
    ),
    h(
      'ul',
      { className: 'definitions' },
      definitions.map((definition) => h('li', { key: definition.id }, renderDefinition(definition, wording))),
    ),
  );
}

/** @param {Definition} definition @param {Wording} wording */
function renderDefinition(definition, wording) {
  const { language } = wording;
  return h(
    'details',
    { id: definition.id },
    h(
      'summary',
      null,
      h('span', { className: 'summary-title' }, definition.title[language]),
      renderState(definition.sources, wording),
      h('span', { className: 'summary-text' }, definition.description[language]),
    ),
    h('dl', null, renderFacts(definition, wording)),
  );
}

/** @param {readonly Source[]} sources @param {Wording} wording */
function renderState(sources, { settings, language }) {
  const lacking = sources.filter(({ isApproved }) => isApproved !== true);
  if (lacking.length === 0) return h('span', { className: 'state is-approved' }, `✓ ${say('approvedByAll', language)}`);
  const names = lacking.map(({ agency }) => settings.agencyTitles[agency] ?? agency);
  const unknown = lacking.every(({ isApproved }) => isApproved === null);
  const text = unknown
    ? `${names.join(', ')} ${say('noAnswer', language)}`
    : `${say('lacks', language)}: ${names.join(', ')}`;
  return h('span', { className: 'state is-lacking' }, `○ ${text}`);
}

/** @param {Definition} definition @param {Wording} wording */
function renderFacts(definition, wording) {
  const { settings, language } = wording;
  const named = (/** @type {readonly string[]} */ dimensions) =>
    divisionName(
      dimensions.map((dimension) => dimensionName(dimension, settings, language)),
      language,
    );
  /** @type {[string, React.ReactNode][]} */
  const facts = [
    [say('counts', language), definition.universe[language]],
    [say('unit', language), unitName(definition.unit, settings, language)],
    [say('purpose', language), h('span', { lang: 'sv' }, definition.purpose)],
    [say('law', language), h('span', { lang: 'sv' }, definition.law)],
    [
      say('tables', language),
      h(
        'ul',
        null,
        definition.tables.map(({ dimensions }) => h('li', { key: dimensions.join() }, named(dimensions))),
      ),
    ],
    [
      say('sources', language),
      h(
        'ul',
        null,
        definition.sources.map((source) => h('li', { key: source.measure }, renderSource(source, wording))),
      ),
    ],
    [
      say('periods', language),
      definition.parameters.flatMap(({ values }) => values.map((value) => periodName(value, language))).join(', '),
    ],
    [say('protection', language), protectionText(definition, language)],
    [say('method', language), definition.methodNote[language]],
    [say('expires', language), definition.expires],
    [say('digest', language), h('code', null, definition.digest)],
  ];
  return facts.map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', null, value)));
}

/** @param {Source} source @param {Wording} wording */
function renderSource({ agency, counts, dimensions, approvals, needed, isApproved }, { settings, language }) {
  const given = dimensions.map((dimension) => dimensionName(dimension, settings, language).toLowerCase()).join(', ');
  const state =
    approvals === null
      ? say('noAnswer', language)
      : `${isApproved === true ? `✓ ${say('approved', language)}: ` : '○ '}${approvals} ${say('of', language)} ${needed} ${say('persons', language)}`;
  return h(
    React.Fragment,
    null,
    h('strong', null, settings.agencyTitles[agency] ?? agency),
    ` ${given === '' ? say('personsOnly', language) : `${say('leaves', language)} ${given}`}. `,
    counts === null ? null : h('span', { className: 'quiet' }, `${counts[language]} `),
    h('span', { className: isApproved === true ? 'state is-approved' : 'state is-lacking' }, state),
  );
}
