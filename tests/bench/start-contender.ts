import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A program that is measured beside the system. */
export interface Contender {
  readonly url: string;
  readonly pid: number;
  stop(): void;
}

export interface StartingWords {
  /** To the program. */
  readonly args?: readonly string[];
  /** To Node.js. */
  readonly flags?: readonly string[];
}

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const PATIENCE_MS = 60_000;

/**
 * Starts a program and waits until it answers.
 * @throws Error when it does not within a minute
 */
export async function startContender(
  file: string,
  settings: Readonly<Record<string, string>>,
  { args = [], flags = [] }: StartingWords = {},
): Promise<Contender> {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
  const child = spawn(
    process.execPath,
    [...flags, ...(file.endsWith('.ts') ? ['--import', 'tsx'] : []), file, ...args],
    {
      cwd: PROJECT,
      env: { PATH: process.env['PATH'], ...given },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const origin = `http://127.0.0.1:${given['PORT'] ?? ''}`;
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const isReady = await fetch(`${origin}/health/ready`).then(
      ({ status }) => status < 500,
      () => false,
    );
    if (isReady) return { url: `${origin}/graphql`, pid: child.pid ?? 0, stop: () => child.kill('SIGTERM') };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  child.kill('SIGKILL');
  throw new Error(`${file} did not get ready`);
}
