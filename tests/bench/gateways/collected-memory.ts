import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'undici';
import { memoryOf } from '../peak-memory.ts';

const INSPECTOR_PORT = 31_099;

/** To Node.js, of a process whose memory is asked for: where it lets itself be inspected once it is told to. */
export const INSPECTOR_FLAG = `--inspect-port=${INSPECTOR_PORT}`;

const PATIENCE_MS = 10_000;
/** What V8 has let go of goes back to the system a little later. */
const GIVING_BACK_MS = 2_000;

/**
 * The memory that a process holds when its garbage is collected, in MiB: what an idle process holds beside that is V8's, for which it
 * has had no reason to look. The process must have been started with INSPECTOR_FLAG. Linux only.
 * @throws Error when it does not let itself be inspected within ten seconds
 */
export async function collectedMemoryOf(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await findInspector());
  await once(socket, 'open');
  const collected = once(socket, 'message');
  socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
  await collected;
  socket.close();
  await sleep(GIVING_BACK_MS);
  return memoryOf(pid);
}

async function findInspector(): Promise<string> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const inspected = await fetch(`http://127.0.0.1:${INSPECTOR_PORT}/json/list`).then(
      (answer) => answer.json() as Promise<readonly { readonly webSocketDebuggerUrl: string }[]>,
      () => [],
    );
    const [found] = inspected;
    if (found !== undefined) return found.webSocketDebuggerUrl;
    await sleep(100);
  }
  throw new Error(`nothing can be inspected at port ${INSPECTOR_PORT}`);
}
