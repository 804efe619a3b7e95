import { keepForTab, readForTab } from '../../browser/tab-storage.js';
import { periodName, say } from './words.js';

const h = React.createElement;
const { useState } = React;

/**
 * @typedef {import('./page-types.d.ts').Definition} Definition
 * @typedef {import('./page-types.d.ts').Language} Language
 */

/**
 * Chooses an aggregate and a period, and asks for them.
 * @param {{ definitions: readonly Definition[], language: Language, isRunning: boolean,
 *   onRun: (definition: Definition, period: string) => void }} props
 */
export function RunForm({ definitions, language, isRunning, onRun }) {
  const [id, setId] = useState(readForTab('aggregate'));
  const [wanted, setWanted] = useState(readForTab('period'));
  const definition = definitions.find((candidate) => candidate.id === id) ?? definitions[0];
  const parameter = definition?.parameters[0];
  const period = parameter?.values.find((value) => value === wanted) ?? parameter?.values[0] ?? '';
  const choose = (/** @type {string} */ value) => {
    keepForTab('aggregate', value);
    setId(value);
  };
  const choosePeriod = (/** @type {string} */ value) => {
    keepForTab('period', value);
    setWanted(value);
  };
  const send = (/** @type {{ preventDefault: () => void }} */ event) => {
    event.preventDefault();
    if (definition !== undefined && period !== '' && !isRunning) onRun(definition, period);
  };
  return h(
    'form',
    { className: 'run-form', onSubmit: send },
    renderChoice(
      { id: 'aggregate', label: say('aggregate', language), className: 'wide', value: definition?.id ?? '' },
      definitions.map((each) => [each.id, each.title[language]]),
      choose,
    ),
    renderChoice(
      { id: 'period', label: parameter?.title[language] ?? say('period', language), className: '', value: period },
      (parameter?.values ?? []).map((value) => [value, periodName(value, language)]),
      choosePeriod,
    ),
    h(
      'button',
      { type: 'submit', className: 'primary', 'aria-disabled': isRunning },
      isRunning ? say('running', language) : say('run', language),
    ),
    h('p', { className: 'quiet hint' }, definition?.description[language], ' ', say('runHint', language)),
  );
}

/**
 * @param {{ id: string, label: string, className: string, value: string }} field
 * @param {readonly (readonly [string, string])[]} options
 * @param {(value: string) => void} onChange
 */
function renderChoice({ id, label, className, value }, options, onChange) {
  const change = (/** @type {{ target: { value: string } }} */ event) => onChange(event.target.value);
  return h(
    'div',
    { className: `field ${className}` },
    h('label', { htmlFor: `choose-${id}` }, label),
    h(
      'select',
      { id: `choose-${id}`, value, onChange: change },
      options.map(([key, text]) => h('option', { key, value: key }, text)),
    ),
  );
}
