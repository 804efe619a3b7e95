import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Certificate } from '../../faults/make-certificate.ts';

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

/** How a store is reached in production: by TLS alone, and with a password. */
export interface StoreProtection {
  readonly certificate: Certificate;
  readonly password: string;
}

const PATIENCE_MS = 10_000;

/** Starts a store that keeps nothing on disk; open to whoever is on this computer, unless it is protected. */
export async function startStore(port: number, protection: StoreProtection | null = null): Promise<RunningStore> {
  const directory = mkdtempSync(join(tmpdir(), 'samsyn-store-'));
  const way = protection === null ? ['--port', String(port)] : protect(port, directory, protection);
  const options = [...way, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory];
  const start = async () => {
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
    url: protection === null ? `redis://127.0.0.1:${port}` : `rediss://:${protection.password}@127.0.0.1:${port}`,
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

/** The options that the manifests give it too. */
function protect(port: number, directory: string, { certificate, password }: StoreProtection): readonly string[] {
  const [cert, key] = [join(directory, 'tls.crt'), join(directory, 'tls.key')];
  writeFileSync(cert, certificate.cert);
  writeFileSync(key, certificate.key, { mode: 0o600 });
  const tls = ['--tls-port', String(port), '--tls-cert-file', cert, '--tls-key-file', key, '--tls-auth-clients', 'no'];
  return ['--port', '0', ...tls, '--requirepass', password];
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
