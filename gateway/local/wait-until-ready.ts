import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { tellingLine, type RunningProcess } from './running-process.ts';
import { StartError } from './start-error.ts';

const READY_LIMIT_MS = 90_000;
const POLL_MS = 60;
const ANSWER_LIMIT_MS = 2000;

/**
 * Resolves when the process says at its address that it is ready.
 * @throws StartError when it ends first, or takes too long
 */
export async function waitUntilReady(running: RunningProcess, url: string): Promise<void> {
  const end = { how: undefined as string | null | undefined };
  void running.ended.then((how) => {
    end.how = how;
  });
  const deadline = performance.now() + READY_LIMIT_MS;
  while (performance.now() < deadline) {
    if (end.how !== undefined)
      throw new StartError(`${running.name} ended${say(end.how)} while it started: ${tellingLine(running)}.`);
    if (await isReady(url)) return;
    await sleep(POLL_MS);
  }
  throw new StartError(`${running.name} is not ready after ${READY_LIMIT_MS / 1000} seconds: ${tellingLine(running)}.`);
}

function say(how: string | null): string {
  return how === null ? '' : ` ${how}`;
}

function isReady(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${url}/health/ready`, { agent: false, timeout: ANSWER_LIMIT_MS }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('error', () => resolve(false));
    request.once('timeout', () => request.destroy());
  });
}
