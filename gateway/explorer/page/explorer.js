import { askGraph } from '../../browser/ask-graph.js';
import { currentToken, finishSignIn, signOut, startSignIn } from '../../browser/sign-in.js';
import { keepForTab, readForTab } from '../../browser/tab-storage.js';
import { AccessBar } from './access-bar.js';
import { editorStorage } from './editor-storage.js';
import { WithheldPanel } from './withheld-panel.js';

const h = React.createElement;
const { useCallback, useEffect, useRef, useState } = React;

/**
 * @typedef {import('./page-types.d.ts').Access} Access
 * @typedef {import('./page-types.d.ts').Answer} Answer
 * @typedef {import('./page-types.d.ts').Me} Me
 * @typedef {import('./page-types.d.ts').PageExample} PageExample
 * @typedef {import('./page-types.d.ts').PageSettings} PageSettings
 */

/** @param {{ settings: PageSettings, problem: string | null }} props */
function Explorer({ settings, problem: firstProblem }) {
  const [access, changeAccess] = useAccess();
  const [problem, setProblem] = useState(firstProblem);
  const [answer, setAnswer] = useState(/** @type {Answer | null} */ (null));
  const [me] = useMe(settings, access, setProblem);
  const [example, editor, loadExample] = useExample(settings, () => setAnswer(null));
  const latest = useRef(access);
  latest.current = access;

  const fetcher = useCallback(async (/** @type {{ query: string, operationName?: string | null }} */ question) => {
    const answered = await askGraph(question, latest.current);
    if (question.operationName !== 'IntrospectionQuery') setAnswer(answered);
    return answered.body;
  }, []);

  return h(
    React.Fragment,
    null,
    h(AccessBar, {
      settings,
      me,
      isSignedIn: access.token !== null,
      example,
      purpose: access.purpose,
      caseNumber: access.caseNumber,
      onPurpose: (purpose) => changeAccess({ purpose }),
      onCase: (caseNumber) => changeAccess({ caseNumber }),
      onExample: (index) => {
        const { purpose, caseNumber } = /** @type {PageExample} */ (settings.examples[index]);
        changeAccess({ purpose: purpose ?? access.purpose, caseNumber });
        loadExample(index);
      },
      onSignIn: () => startSignIn(settings).catch((error) => setProblem(error.message)),
      onSignOut: () => {
        signOut();
        // Nothing of what was asked and answered stays on the page.
        window.location.reload();
      },
    }),
    h(Hint, { problem, example: settings.examples[example], isSignedIn: access.token !== null }),
    h(
      GraphiQL,
      /** @type {import('graphiql').GraphiQLProps} */ ({
        fetcher,
        storage: editorStorage,
        ...editor,
        ...(access.token === null ? { schema: null } : {}),
        disableTabs: true,
        isHeadersEditorEnabled: false,
        showPersistHeadersSettings: false,
        defaultEditorToolsVisibility: 'variables',
      }),
      h(GraphiQL.Logo, null, h('span', null)),
      h(GraphiQL.Footer, null, h(WithheldPanel, { answer, settings })),
    ),
  );
}

/** @param {{ problem: string | null, example: PageExample | undefined, isSignedIn: boolean }} props */
function Hint({ problem, example, isSignedIn }) {
  if (problem !== null) return h('p', { className: 'samsyn-hint samsyn-problem', role: 'alert' }, problem);
  const tell = isSignedIn ? '' : 'Sign in first: the graph answers nobody it does not know. ';
  return h(
    'p',
    { className: 'samsyn-hint' },
    h('strong', null, tell),
    example?.shows,
    ' Most telling as ',
    h('code', null, example?.signInAs),
    '.',
  );
}

/** @returns {[Access, (change: Partial<Access>) => void]} */
function useAccess() {
  const [access, setAccess] = useState({
    token: currentToken(Date.now()),
    purpose: readForTab('purpose'),
    caseNumber: readForTab('case'),
  });
  const change = (/** @type {Partial<Access>} */ part) => {
    if (part.purpose !== undefined) keepForTab('purpose', part.purpose);
    if (part.caseNumber !== undefined) keepForTab('case', part.caseNumber);
    setAccess((before) => ({ ...before, ...part }));
  };
  return [access, change];
}

/**
 * @param {PageSettings} settings @param {Access} access @param {(problem: string) => void} setProblem
 * @returns {[Me | null, (me: Me | null) => void]}
 */
function useMe(settings, access, setProblem) {
  const [me, setMe] = useState(/** @type {Me | null} */ (null));
  const { token } = access;
  useEffect(() => {
    if (token === null) return;
    void askGraph({ query: settings.whoAmI }, { token, purpose: '', caseNumber: '' }).then(({ body }) => {
      const data = /** @type {{ me?: Me | null } | null | undefined} */ (body.data);
      if (data?.me) setMe(data.me);
      else setProblem(`The graph does not say who you are: ${body.errors?.[0]?.message ?? 'no answer'}`);
    });
  }, [token]);
  return [me, setMe];
}

/**
 * The example in the editor. The editor heeds a text only when it changes, so a load first clears it: then a second
 * load of the same example restores it.
 * @param {PageSettings} settings @param {() => void} onLoad
 * @returns {[number, { query: string, variables: string, response: string }, (index: number) => void]}
 */
function useExample(settings, onLoad) {
  const [example, setExample] = useState(Number(readForTab('example') || 0));
  const [editor, setEditor] = useState(() => editorTexts(settings.examples[example]));
  const load = (/** @type {number} */ index) => {
    keepForTab('example', String(index));
    setExample(index);
    setEditor({ query: '', variables: '', response: ' ' });
    setTimeout(() => setEditor(editorTexts(settings.examples[index])));
    onLoad();
  };
  return [example, editor, load];
}

/** @param {PageExample | undefined} example */
function editorTexts(example) {
  return { query: example?.query ?? '', variables: JSON.stringify(example?.variables ?? {}, null, 2), response: '' };
}

const settings = await (await fetch('/explorer/settings.json')).json();
const problem = await finishSignIn(settings).catch((error) => String(error.message));
const { createRoot } = /** @type {import('react-dom/client')} */ (/** @type {unknown} */ (ReactDOM));
createRoot(/** @type {HTMLElement} */ (document.getElementById('explorer'))).render(h(Explorer, { settings, problem }));
