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
