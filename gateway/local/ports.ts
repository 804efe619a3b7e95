import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError, systemErrorCode } from './start-error.ts';

export const LOOPBACK = '127.0.0.1';
const POLL_MS = 200;

/** A port and what wants it, for people. */
export interface WantedPort {
  readonly port: number;
  readonly wantedBy: string;
}

/**
 * Makes sure that nothing listens at the port.
 * @param patienceMs how long to wait for an earlier run to let go of it
 * @throws StartError naming the port and the setting to change
 */
export async function assertPortFree({ port, wantedBy }: WantedPort, patienceMs: number): Promise<void> {
  for (let waited = 0; ; waited += POLL_MS) {
    const code = await tryPort(port);
    if (code === null) return;
    if (code !== 'EADDRINUSE')
      throw new StartError(`port ${port} (${wantedBy}) cannot be used (${code}): choose another with --port.`);
    if (waited >= patienceMs) {
      throw new StartError(
        `port ${port} (${wantedBy}) is taken: stop what listens there, or choose other ports with --port.`,
      );
    }
    await sleep(POLL_MS);
  }
}

function tryPort(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(systemErrorCode(error) || error.message));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
