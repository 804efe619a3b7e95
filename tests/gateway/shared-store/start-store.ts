import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real Valkey or Redis of our own, on this computer; null where none is installed. */
export const STORE_PROGRAM: string | null =
  ['valkey-server', 'redis-server'].find((name) => spawnSync(name, ['--version']).status === 0) ?? null;

if (STORE_PROGRAM === null) {
  process.stderr.write('neither valkey-server nor redis-server is in PATH: tests of the shared store are skipped\n');
}

export interface RunningStore {
  readonly url: string;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Lets it hang: it takes connections, and answers nothing. */
  hang(): void;
  goOn(): void;
  /** Starts it again at the same address, empty. */
  startAgain(): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 10_000;

/** Starts a store that keeps nothing on disk. */
export async function startStore(port: number): Promise<RunningStore> {
  const directory = mkdtempSync(join(tmpdir(), 'samsyn-store-'));
  const start = async () => {
    const options = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      directory,
    ];
    const child = spawn(STORE_PROGRAM ?? '', options, { stdio: 'ignore' });
    await untilListening(port);
    return child;
  };
  let child = await start();
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    hang: () => child.kill('SIGSTOP'),
    goOn: () => child.kill('SIGCONT'),
    startAgain: async () => {
      child = await start();
    },
    close: async () => {
      await kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function untilListening(port: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const socket = connect(port, '127.0.0.1');
    const isListening = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isListening) return;
    await sleep(20);
  }
  throw new Error('the store did not start');
}
