/** @typedef {'token' | 'sign-in' | 'purpose' | 'case' | 'example' | 'language' | 'aggregate' | 'period'} KeptName */

/**
 * Keeps a text until this browser tab is closed; an empty text forgets it.
 * @param {KeptName} name
 * @param {string} text
 */
export function keepForTab(name, text) {
  if (text === '') sessionStorage.removeItem(`samsyn:${name}`);
  else sessionStorage.setItem(`samsyn:${name}`, text);
}

/**
 * Reads what `keepForTab` kept; empty when there is nothing.
 * @param {KeptName} name
 */
export function readForTab(name) {
  return sessionStorage.getItem(`samsyn:${name}`) ?? '';
}
