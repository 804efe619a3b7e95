const h = React.createElement;

/**
 * @typedef {import('./page-types.d.ts').Me} Me
 * @typedef {import('./page-types.d.ts').OpenPurpose} OpenPurpose
 * @typedef {import('./page-types.d.ts').PageExample} PageExample
 * @typedef {import('./page-types.d.ts').PageSettings} PageSettings
 */

/**
 * The bar above the editor: which example, for what purpose, in which case, and who asks.
 * @param {{
 *   settings: PageSettings, me: Me | null, isSignedIn: boolean,
 *   example: number, purpose: string, caseNumber: string,
 *   onExample: (index: number) => void, onPurpose: (purpose: string) => void, onCase: (caseNumber: string) => void,
 *   onSignIn: () => void, onSignOut: () => void,
 * }} props
 */
export function AccessBar(props) {
  const { settings, me, purpose, caseNumber } = props;
  const needsCase = me?.purposes.find((open) => open.purpose === purpose)?.needsCase ?? false;
  return h(
    'header',
    { className: 'samsyn-bar' },
    h('h1', null, 'Samsyn ', h('span', null, 'explorer')),
    h('label', { className: 'samsyn-example' }, h('span', null, 'Example'), renderExamples(props)),
    h('label', { className: 'samsyn-purpose' }, h('span', null, 'Purpose'), renderPurposes(props)),
    h(
      'label',
      { className: 'samsyn-case' },
      h('span', null, 'Case number', needsCase && caseNumber.trim() === '' ? h('em', null, ' needed') : null),
      h('input', {
        value: caseNumber,
        maxLength: 64,
        spellCheck: false,
        autoComplete: 'off',
        'aria-required': needsCase,
        placeholder: needsCase ? 'e.g. K-1234-25' : 'none',
        onChange: (/** @type {{ target: { value: string } }} */ event) => props.onCase(event.target.value),
      }),
    ),
    h('div', { className: 'samsyn-who' }, renderWho(me, props.isSignedIn, settings), renderSignButton(props)),
  );
}

/** @param {Parameters<typeof AccessBar>[0]} props */
function renderExamples({ settings, example, onExample }) {
  const groups = [...new Set(settings.examples.map(({ group }) => group))];
  return h(
    'select',
    {
      value: example,
      onChange: (/** @type {{ target: { value: string } }} */ event) => onExample(Number(event.target.value)),
    },
    groups.map((label) =>
      h(
        'optgroup',
        { key: label, label },
        settings.examples.map(({ group, title }, index) =>
          group === label ? h('option', { key: title, value: index }, title) : null,
        ),
      ),
    ),
  );
}

/** @param {Parameters<typeof AccessBar>[0]} props */
function renderPurposes({ settings, me, purpose, onPurpose }) {
  const open = me?.purposes ?? [];
  const others = settings.purposes.filter((name) => !open.some((one) => one.purpose === name));
  const otherOptions = others.map((name) => h('option', { key: name, value: name }, name));
  return h(
    'select',
    { value: purpose, onChange: (/** @type {{ target: { value: string } }} */ event) => onPurpose(event.target.value) },
    h('option', { value: '' }, 'none stated'),
    open.length === 0
      ? otherOptions
      : h('optgroup', { key: 'open', label: 'Open to your role' }, open.map(renderOpenPurpose)),
    open.length === 0 || others.length === 0
      ? null
      : h('optgroup', { key: 'others', label: 'Not for your role' }, otherOptions),
  );
}

/** @param {OpenPurpose} open */
function renderOpenPurpose({ purpose, swedish }) {
  return h('option', { key: purpose, value: purpose }, `${purpose} · ${swedish}`);
}

/** @param {Me | null} me @param {boolean} isSignedIn @param {PageSettings} settings */
function renderWho(me, isSignedIn, settings) {
  if (me === null) return h('p', null, isSignedIn ? 'Signed in' : 'Not signed in');
  const agency = settings.agencyTitles[me.agency] ?? me.agency;
  const seat = me.workplace === me.agency ? '' : `, sits at ${settings.agencyTitles[me.workplace] ?? me.workplace}`;
  return h('p', null, h('strong', { lang: 'sv' }, me.roleTitle), h('small', null, `${agency}${seat}`));
}

/** @param {Parameters<typeof AccessBar>[0]} props */
function renderSignButton({ isSignedIn, onSignIn, onSignOut }) {
  if (!isSignedIn) return h('button', { type: 'button', className: 'samsyn-primary', onClick: onSignIn }, 'Sign in');
  return [
    h('button', { key: 'switch', type: 'button', onClick: onSignIn }, 'Switch'),
    h('button', { key: 'out', type: 'button', onClick: onSignOut }, 'Sign out'),
  ];
}
