/** What of the editor may outlive the page: its looks. Queries and variables may hold a person, so they stay in memory. */
const KEPT = new Set([
  'graphiql:theme',
  'graphiql:editorFlex',
  'graphiql:docExplorerFlex',
  'graphiql:secondaryEditorFlex',
]);

/** @type {Map<string, string>} */
const memory = new Map();

/** The editor's storage: its looks in the browser, all else in memory, gone with the page. */
export const editorStorage = {
  /** @param {string} key */
  getItem: (key) => (KEPT.has(key) ? localStorage.getItem(key) : (memory.get(key) ?? null)),
  /** @param {string} key @param {string} value */
  setItem: (key, value) => {
    if (KEPT.has(key)) localStorage.setItem(key, value);
    else memory.set(key, value);
  },
  /** @param {string} key */
  removeItem: (key) => {
    localStorage.removeItem(key);
    memory.delete(key);
  },
  clear: () => memory.clear(),
  get length() {
    return memory.size;
  },
};

/**
 * Keeps a text until this browser tab is closed; an empty text forgets it.
 * @param {'token' | 'sign-in' | 'purpose' | 'case' | 'example'} name
 * @param {string} text
 */
export function keepForTab(name, text) {
  if (text === '') sessionStorage.removeItem(`samsyn:${name}`);
  else sessionStorage.setItem(`samsyn:${name}`, text);
}

/**
 * Reads what `keepForTab` kept; empty when there is nothing.
 * @param {'token' | 'sign-in' | 'purpose' | 'case' | 'example'} name
 */
export function readForTab(name) {
  return sessionStorage.getItem(`samsyn:${name}`) ?? '';
}
