import { defineConfig } from 'vitest/config';

/** The tests that a mutant of policies/ must not survive: those of the policy that need nothing but the code, less the slow trials. */
export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  oxc: { decorator: { legacy: true } },
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: [
      'tests/policies/{cases,openable-cells,read-cell,standing-ground,decide,policy-set-at,legal-reach}.test.ts',
    ],
    testTimeout: 120_000,
    // Modules are read once and not for each mutant, of which a global variable chooses one.
    isolate: false,
  },
});
