import { defineConfig } from 'vitest/config';

const shared = {
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  oxc: { decorator: { legacy: true } },
};

/**
 * `unit` needs nothing but the code; `system` starts the whole system once and asks it over HTTP; `faults` breaks it in every way that
 * is known, and with `--mode whole` in several ways at once.
 */
export default defineConfig(({ mode }) => ({
  test: {
    root: new URL('..', import.meta.url).pathname,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['tests/{schema,policies,gateway,subgraphs}/**/*.test.ts'],
          env: { APOLLO_TELEMETRY_DISABLED: 'true' },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'system',
          include: ['tests/system/**/*.test.ts'],
          globalSetup: ['tests/system/start-once.ts'],
          env: { APOLLO_TELEMETRY_DISABLED: 'true' },
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          env: { APOLLO_TELEMETRY_DISABLED: 'true', FAULTS: mode },
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
}));
