import { fetchToken } from './identity-provider/fetch-token.ts';
import type { LocalSystem } from './local-system.ts';
import { HELP, readArguments, type StartArguments } from './read-arguments.ts';
import { readyText } from './ready-text.ts';
import { createProgressDisplay, type ProgressDisplay } from './show-progress.ts';
import { StartError } from './start-error.ts';
import { startSystem } from './system.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const FORCED_STATUS = 130;
/** One Ctrl-C comes twice under npm: from the terminal, and passed on. */
const SAME_PRESS_MS = 1000;

/** The state of one `npm start`. */
interface Run {
  readonly display: ProgressDisplay;
  readonly stopping: AbortController;
  system: LocalSystem | null;
  /** When the first signal to stop came. */
  stoppedAt: number;
}

await main();

async function main(): Promise<void> {
  const run: Run = {
    display: createProgressDisplay(process.stdout),
    stopping: new AbortController(),
    system: null,
    stoppedAt: 0,
  };
  for (const signal of STOP_SIGNALS) process.on(signal, () => void stop(run));
  try {
    const asked = readArguments(process.argv.slice(2), process.env);
    if (asked.isHelp) process.stdout.write(`${HELP}\n`);
    else await start(run, asked);
  } catch (error) {
    run.display.finish();
    if (run.stopping.signal.aborted) exit(0, 'stopped.');
    else exit(1, error instanceof StartError ? error.message : `samsyn does not start: ${describeFault(error)}`);
  }
}

async function start(run: Run, asked: StartArguments): Promise<void> {
  const began = performance.now();
  const system = await startSystem({
    dataDirectory: asked.dataDirectory,
    isReset: asked.isReset,
    signal: run.stopping.signal,
    onProgress: (progress) => run.display.update(progress),
    onNotice: (sentence) => run.display.say(sentence),
    ...(asked.gatewayPort === undefined ? {} : { ports: { gateway: asked.gatewayPort } }),
    ...(asked.people === undefined ? {} : { people: asked.people }),
    ...(asked.seed === undefined ? {} : { seed: asked.seed }),
  });
  run.system = system;
  run.display.finish();
  // Ctrl-C came in the last moment of the start.
  if (run.stopping.signal.aborted) return stopAll(run);
  const issuer = system.urls['identity-provider'];
  await proveSignIn(run, issuer);
  const { graphqlUrl, dataDirectory, town, example } = system;
  const startedInMs = performance.now() - began;
  process.stdout.write(
    `${readyText({ graphqlUrl, issuer, dataDirectory, people: town.people, example, startedInMs })}\n`,
  );
}

/** The printed command asks for a token; whether that works is better told now. */
async function proveSignIn(run: Run, issuer: string): Promise<void> {
  try {
    await fetchToken({ issuer, username: 'caseworker' });
  } catch (error) {
    run.display.say(`nobody can sign in: ${describeFault(error)}`);
  }
}

async function stop(run: Run): Promise<void> {
  if (run.stopping.signal.aborted) {
    if (performance.now() - run.stoppedAt < SAME_PRESS_MS) return;
    run.system?.killAll();
    exit(FORCED_STATUS, 'stopped by force.');
    return;
  }
  run.stoppedAt = performance.now();
  run.stopping.abort();
  run.display.finish();
  process.stdout.write('\nstopping; once more Ctrl-C stops by force.\n');
  // A start that is under way ends by itself, through the signal.
  if (run.system !== null) await stopAll(run);
}

async function stopAll(run: Run): Promise<void> {
  await run.system?.stop();
  exit(0, 'stopped.');
}

function exit(status: number, sentence: string): void {
  (status === 1 ? process.stderr : process.stdout).write(`${sentence}\n`, () => process.exit(status));
}

function describeFault(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
