import { askGraph } from '../../browser/ask-graph.js';
import { currentToken, finishSignIn, signOut, startSignIn } from '../../browser/sign-in.js';
import { keepForTab, readForTab } from '../../browser/tab-storage.js';
import { DefinitionList } from './definition-list.js';
import { RefusalNote } from './refusal-note.js';
import { ReleaseView } from './release-view.js';
import { RunForm } from './run-form.js';
import { RunList } from './run-list.js';
import { say } from './words.js';

const h = React.createElement;
const { useEffect, useState } = React;

/**
 * @typedef {import('../../browser/browser-types.d.ts').GraphBody} GraphBody
 * @typedef {import('./page-types.d.ts').Definition} Definition
 * @typedef {import('./page-types.d.ts').Language} Language
 * @typedef {import('./page-types.d.ts').Me} Me
 * @typedef {import('./page-types.d.ts').Outcome} Outcome
 * @typedef {import('./page-types.d.ts').PageSettings} PageSettings
 * @typedef {import('./page-types.d.ts').PublicList} PublicList
 */

/** @param {{ settings: PageSettings, problem: string | null }} props */
function Page({ settings, problem: firstProblem }) {
  const [language, setLanguage] = useState(/** @type {Language} */ (readForTab('language') === 'en' ? 'en' : 'sv'));
  const [problem, setProblem] = useState(firstProblem);
  const [list, readList] = useList();
  const token = settings.signIn === null ? null : currentToken(Date.now());
  const me = useMe(settings, token, setProblem);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `Samsyn: ${say('pageTitle', language).toLowerCase()}`;
    keepForTab('language', language);
  }, [language]);
  return h(
    React.Fragment,
    null,
    h('a', { className: 'skip', href: '#content' }, say('skip', language)),
    h(PageHead, {
      ...{ settings, language, me, isSignedIn: token !== null },
      onLanguage: () => setLanguage(language === 'sv' ? 'en' : 'sv'),
      onProblem: setProblem,
    }),
    h(
      'main',
      { id: 'content' },
      h('p', { className: 'lead' }, say('lead', language)),
      problem === null ? null : h('p', { className: 'note problem', role: 'alert' }, problem),
      !list ? null : h(Workplace, { settings, language, list, me, token, onRan: readList, onProblem: setProblem }),
      !list ? null : h(DefinitionList, { definitions: list.definitions, settings, language }),
      !list ? null : h(RunList, { list, settings, language }),
      list === undefined ? h('p', { role: 'alert' }, say('listFailed', language)) : null,
    ),
  );
}

/**
 * @param {{ settings: PageSettings, language: Language, me: Me | null, isSignedIn: boolean,
 *   onLanguage: () => void, onProblem: (problem: string) => void }} props
 */
function PageHead({ settings, language, me, isSignedIn, onLanguage, onProblem }) {
  const leave = () => {
    signOut();
    // Nothing of what was asked and answered stays on the page.
    window.location.reload();
  };
  const { signIn } = settings;
  const enter = () => signIn !== null && startSignIn(signIn).catch((error) => onProblem(error.message));
  return h(
    'header',
    { className: 'bar' },
    h('h1', null, 'Samsyn ', h('span', null, say('pageTitle', language).toLowerCase())),
    h(
      'button',
      { type: 'button', onClick: onLanguage, lang: language === 'sv' ? 'en' : 'sv' },
      say('otherLanguage', language),
    ),
    me === null
      ? null
      : h(
          'p',
          { className: 'who' },
          h('strong', { lang: 'sv' }, me.roleTitle),
          h('span', null, settings.agencyTitles[me.agency] ?? me.agency),
        ),
    signIn === null
      ? null
      : h(
          'button',
          { type: 'button', className: isSignedIn ? '' : 'primary', onClick: isSignedIn ? leave : enter },
          say(isSignedIn ? 'signOut' : 'signIn', language),
        ),
  );
}

/**
 * Where an analyst asks and is answered.
 * @param {{ settings: PageSettings, language: Language, list: PublicList, me: Me | null, token: string | null,
 *   onRan: () => void, onProblem: (problem: string | null) => void }} props
 */
function Workplace({ settings, language, list, me, token, onRan, onProblem }) {
  const [outcome, setOutcome] = useState(/** @type {Outcome | null} */ (null));
  const [parameter, setParameter] = useState('');
  const [isRunning, setRunning] = useState(false);
  const run = async (/** @type {Definition} */ definition, /** @type {string} */ period) => {
    onProblem(null);
    setOutcome(null);
    setRunning(true);
    const { name = '' } = definition.parameters[0] ?? {};
    setParameter(name);
    const answer = await runAggregate(
      { id: definition.id, parameters: [{ name, value: period }] },
      { settings, language, token },
    );
    setRunning(false);
    if (typeof answer === 'string') onProblem(`${say('brokenTitle', language)}: ${answer}`);
    else setOutcome(answer);
    onRan();
  };
  return h(
    'section',
    { 'aria-labelledby': 'workplace', 'aria-busy': isRunning },
    h('h2', { id: 'workplace' }, say('toRun', language)),
    token === null || me === null
      ? h('p', null, say('toRunSignedOut', language))
      : me.role === 'analyst'
        ? h(RunForm, { definitions: list.definitions, language, isRunning, onRun: run })
        : h('p', { className: 'note' }, say('notAnalyst', language)),
    h('p', { className: 'aloud', role: 'status' }, isRunning ? say('running', language) : ''),
    outcome?.kind === 'refusal' ? h(RefusalNote, { refusal: outcome.refusal, settings, language }) : null,
    outcome?.kind === 'release' && token !== null
      ? h(ReleaseView, { release: outcome.release, parameter, settings, language, token })
      : null,
  );
}

/**
 * @param {{ id: string, parameters: readonly { name: string, value: string }[] }} variables
 * @param {{ settings: PageSettings, language: Language, token: string | null }} around
 * @returns {Promise<Outcome | string>} or what broke, in a sentence
 */
async function runAggregate(variables, { settings, language, token }) {
  const access = { token, purpose: 'STATISTICS', caseNumber: '' };
  const { body } = await askGraph({ query: settings.documents.run, variables }, access);
  const { aggregate } = /** @type {{ aggregate?: Record<string, any> | null }} */ (body.data ?? {});
  if (aggregate?.['release']) return { kind: 'release', release: aggregate['release'] };
  if (aggregate?.['refusal']) return { kind: 'refusal', refusal: aggregate['refusal'] };
  return tellProblem(body, language);
}

/**
 * What broke, and for a token that is no longer good what to do.
 * @param {GraphBody} body @param {Language} language
 */
function tellProblem({ errors }, language) {
  const [problem] = errors ?? [];
  const isOfToken = /^(TOKEN_|UNAUTHENTICATED)/.test(problem?.extensions?.code ?? '');
  return isOfToken ? say('requestAnew', language) : (problem?.message ?? say('noAnswerAtAll', language));
}

/** @returns {[PublicList | null | undefined, () => void]} null while it is read, undefined when it cannot be */
function useList() {
  const [list, setList] = useState(/** @type {PublicList | null | undefined} */ (null));
  const read = () =>
    void fetch('/aggregates/public.json')
      .then((response) => (response.ok ? response.json() : undefined))
      .catch(() => undefined)
      .then(setList);
  useEffect(read, []);
  return [list, read];
}

/**
 * @param {PageSettings} settings @param {string | null} token @param {(problem: string) => void} onProblem
 * @returns {Me | null}
 */
function useMe(settings, token, onProblem) {
  const [me, setMe] = useState(/** @type {Me | null} */ (null));
  useEffect(() => {
    if (token === null) return;
    void askGraph({ query: settings.documents.whoRuns }, { token, purpose: '', caseNumber: '' }).then(({ body }) => {
      const data = /** @type {{ me?: Me | null } | null | undefined} */ (body.data);
      if (data?.me) setMe(data.me);
      else onProblem(tellProblem(body, readForTab('language') === 'en' ? 'en' : 'sv'));
    });
  }, [token]);
  return me;
}

/** @type {PageSettings} */
const settings = await (await fetch('/aggregates/page/settings.json')).json();
const problem =
  settings.signIn === null ? null : await finishSignIn(settings.signIn).catch((error) => String(error.message));
const { createRoot } = /** @type {import('react-dom/client')} */ (/** @type {unknown} */ (ReactDOM));
createRoot(/** @type {HTMLElement} */ (document.getElementById('page'))).render(h(Page, { settings, problem }));
