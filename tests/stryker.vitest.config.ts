import { defineConfig } from 'vitest/config';

/** The decision’s own tests: those of the policy that need nothing but the code, less the slow trials. */
const OF_THE_DECISION = 'cases,openable-cells,read-cell,standing-ground,decide,policy-set-at,legal-reach';

/** The tests that a mutant of policies/ must not survive: the decision’s, or those named in `MUTATION_TESTS`. */
export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  oxc: { decorator: { legacy: true } },
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: (process.env['MUTATION_TESTS'] ?? OF_THE_DECISION)
      .split(',')
      .map((name) => `tests/policies/${name}.test.ts`),
    testTimeout: 120_000,
    // Modules are read anew for each mutant, so that one in what is read once (a pattern, a form, a table) is seen too.
    isolate: true,
  },
});
