import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import { createPorts, type Settings, type SystemFacts } from '../../gateway/local/process-settings.ts';
import { startSystem } from '../../gateway/local/system.ts';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import { findFreePorts } from '../gateway/local/find-free-ports.ts';
import { createCanaryFinder, requireNoCanaries } from './canary-finder.ts';
import { WIDE_LIMITS } from './wide-limits.ts';
import { makeDataPlace } from './data-place.ts';

/** What the tests know of the system that was started for them. */
export interface SystemUnderTest {
  readonly graphqlUrl: string;
  readonly urls: Readonly<Record<string, string>>;
  readonly facts: SystemFacts;
  readonly town: { readonly seed: string; readonly people: number; readonly today: string };
  /** A bearer token of each demo user, by username. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Every line that any process has logged, appended as it comes. */
  readonly logFile: string;
  readonly gatewaySettings: Settings;
}

declare module 'vitest' {
  interface ProvidedContext {
    system: SystemUnderTest;
  }
}

export const TEST_TOWN = { seed: 'tests', people: 240, today: new Date().toISOString().slice(0, 10) } as const;

/** Starts the whole system on free ports with a small town, and stops it after the last test. Fails the run when a log line tells of a person. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = makeDataPlace('test');
  const logFile = join(dataDirectory, 'all.log');
  const system = await startSystem({
    dataDirectory: join(dataDirectory, 'data'),
    ports: createPorts(await findFreePorts()),
    ...TEST_TOWN,
    // A busy machine is no fault: deadlines have tests of their own.
    extraSettings: { gateway: { ...WIDE_LIMITS, AGENCY_TIMEOUT_MS: '15000' } },
    onLog: (name, line) => {
      appendFileSync(logFile, `${name} ${line}\n`);
    },
  });
  const tokens = await Promise.all(
    DEMO_STAFF.map(async ({ username }) => [
      username,
      await fetchToken({ issuer: system.urls['identity-provider'], username }),
    ]),
  );
  project.provide('system', {
    graphqlUrl: system.graphqlUrl,
    urls: system.urls,
    facts: system.facts,
    town: TEST_TOWN,
    tokens: Object.fromEntries(tokens) as Record<string, string>,
    logFile,
    gatewaySettings: system.settings('gateway'),
  });
  return async () => {
    await system.stop();
    const log = readFileSync(logFile, 'utf8');
    rmSync(dataDirectory, { recursive: true, force: true });
    failOnLeak(log);
  };
}

/** Looks after the last test, so that nothing that any of them made a process log goes unseen. */
function failOnLeak(log: string): void {
  try {
    requireNoCanaries(log, createCanaryFinder(createTown(TEST_TOWN)));
  } catch (leak) {
    // The runner reports what is thrown here, but would still end well.
    process.exitCode = 1;
    throw leak;
  }
}
