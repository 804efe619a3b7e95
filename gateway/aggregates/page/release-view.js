import { fetchExport, saveFile } from './fetch-export.js';
import { FiguresTable } from './figures-table.js';
import { pythonSnippet, rSnippet, shellSnippet } from './snippets.js';
import { countedText, divisionName, formatMoment, periodName, protectionText, say, unitName } from './words.js';

const h = React.createElement;
const { useEffect, useRef, useState } = React;

/**
 * @typedef {import('./page-types.d.ts').Language} Language
 * @typedef {import('./page-types.d.ts').PageSettings} PageSettings
 * @typedef {import('./page-types.d.ts').Release} Release
 * @typedef {{ release: Release, parameter: string, settings: PageSettings, language: Language, token: string }} ReleaseProps
 */

const FILES = /** @type {const} */ ([
  ['csv-excel', 'Excel (CSV)'],
  ['xlsx', 'Excel (XLSX)'],
  ['csv', 'CSV'],
  ['parquet', 'Parquet'],
  ['json', 'JSON'],
]);

const PICTURES = /** @type {const} */ ([
  ['svg', 'SVG'],
  ['png', 'PNG'],
]);

/**
 * What was released: a table at a time with its chart, files, and the way to the same figures from a program.
 * @param {ReleaseProps} props
 */
export function ReleaseView(props) {
  const { release, settings, language } = props;
  const [number, setNumber] = useState(1);
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  useEffect(() => {
    setNumber(1);
    heading.current?.focus();
  }, [release.id]);
  const table = release.tables[number - 1] ?? release.tables[0];
  if (table === undefined) return null;
  const isWide = table.dimensions.length > 1 && (table.dimensions.at(-1)?.codes.length ?? 0) > 4;
  const names = table.dimensions.map(({ title }) => title[language]);
  return h(
    'article',
    { className: 'release', 'aria-labelledby': 'release-title' },
    h('h3', { id: 'release-title', tabIndex: -1, ref: heading }, release.definition.title[language]),
    h(
      'p',
      { className: 'quiet' },
      `${periodName(release.period, language)}, ${countedText(release.countedUntil, language)}. ${release.definition.universe[language]}`,
    ),
    renderChoice(props, number, setNumber),
    h(
      'div',
      { className: `figures-and-chart ${isWide ? 'is-wide' : ''}` },
      h(
        'div',
        null,
        h(FiguresTable, {
          table,
          unit: unitName(release.definition.unit, settings, language),
          sums: release.definition.sums?.[language] ?? null,
          language,
        }),
      ),
      h(Chart, { ...props, number, alt: `${release.definition.title[language]} ${divisionName(names, language)}.` }),
    ),
    h('p', { className: 'quiet' }, protectionText(release.definition, language)),
    h(Downloads, { ...props, number }),
    renderProgram(props),
    renderMethod(props),
  );
}

/** @param {ReleaseProps} props @param {number} chosen @param {(number: number) => void} onChoose */
function renderChoice({ release, language }, chosen, onChoose) {
  return h(
    'fieldset',
    { className: 'choice' },
    h('legend', null, say('chooseTable', language)),
    release.tables.map(({ dimensions }, at) =>
      h(
        'label',
        { key: at },
        h('input', { type: 'radio', name: 'table', checked: chosen === at + 1, onChange: () => onChoose(at + 1) }),
        h('span', null, dimensions.map(({ title }) => title[language]).join(' × ')),
      ),
    ),
  );
}

/** @param {ReleaseProps & { number: number, alt: string }} props */
function Chart({ release, language, token, number, alt }) {
  const [address, setAddress] = useState(/** @type {string | null} */ (null));
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    let isGone = false;
    let own = '';
    setAddress(null);
    setFailed(false);
    fetchExport({ release: release.id, format: 'svg', table: number, language, token }).then(
      ({ blob }) => {
        if (isGone) return;
        own = URL.createObjectURL(blob);
        setAddress(own);
      },
      () => isGone || setFailed(true),
    );
    return () => {
      isGone = true;
      URL.revokeObjectURL(own);
    };
  }, [release.id, number, language]);
  if (hasFailed) return h('p', { className: 'quiet' }, say('chartFailed', language));
  return h(
    'figure',
    { className: 'scroll chart', role: 'region', 'aria-label': say('chart', language), tabIndex: 0 },
    address === null
      ? h('p', { className: 'quiet' }, say('drawing', language))
      : h('img', { src: address, alt: `${alt} ${say('chartAlt', language)}` }),
  );
}

/** @param {ReleaseProps & { number: number }} props */
function Downloads({ release, language, token, number }) {
  const [problem, setProblem] = useState('');
  const get = (/** @type {string} */ format, /** @type {number | null} */ table) => {
    setProblem('');
    fetchExport({ release: release.id, format, table, language, token }).then(saveFile, (error) =>
      setProblem(say('downloadFailed', language) + error.message),
    );
  };
  const button =
    (/** @type {number | null} */ table) =>
    (/** @type {readonly [string, string]} */ [format, label]) =>
      h('button', { key: format, type: 'button', onClick: () => get(format, table) }, label);
  return h(
    'div',
    { className: 'downloads' },
    h(
      'div',
      { role: 'group', 'aria-labelledby': 'download-all' },
      h('h4', { id: 'download-all' }, say('downloadAll', language)),
      FILES.map(button(null)),
    ),
    h(
      'div',
      { role: 'group', 'aria-labelledby': 'download-one' },
      h('h4', { id: 'download-one' }, say('downloadOne', language)),
      [...FILES, ...PICTURES].map(button(number)),
    ),
    h('p', { role: 'alert', className: 'problem' }, problem),
  );
}

/** @param {ReleaseProps} props */
function renderProgram({ release, parameter, language }) {
  const facts = {
    origin: location.origin,
    release: release.id,
    aggregate: release.definition.id,
    parameter,
    period: release.period,
    language,
  };
  return h(
    'details',
    { className: 'program' },
    h('summary', null, say('program', language)),
    h('p', null, say('programHint', language)),
    h(Snippet, { title: say('shell', language), text: shellSnippet(facts), language }),
    h(Snippet, { title: 'R', text: rSnippet(facts), language }),
    h(Snippet, { title: 'Python', text: pythonSnippet(facts), language }),
  );
}

/** @param {{ title: string, text: string, language: Language }} props */
function Snippet({ title, text, language }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return h(
    'div',
    { className: 'snippet' },
    h(
      'h4',
      null,
      title,
      h(
        'button',
        { type: 'button', onClick: copy, 'aria-live': 'polite', 'aria-label': `${say('copy', language)} ${title}` },
        isCopied ? say('copied', language) : say('copy', language),
      ),
    ),
    h('pre', { tabIndex: 0, lang: 'en' }, h('code', null, text)),
  );
}

/** @param {ReleaseProps} props */
function renderMethod({ release, language }) {
  const facts = /** @type {const} */ ([
    ['released', formatMoment(release.releasedAt, language)],
    ['release', release.id],
    ['runId', release.runId],
    ['digest', release.digest],
  ]);
  return h(
    'div',
    { className: 'method' },
    h('h4', null, say('method', language)),
    h('p', null, release.methodNote[language]),
    h(
      'dl',
      null,
      facts.map(([name, value]) =>
        h('div', { key: name }, h('dt', null, say(name, language)), h('dd', null, h('code', null, value))),
      ),
    ),
  );
}
