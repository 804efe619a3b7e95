import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { PROCESS_NAMES, type ProcessName, type Task } from '../../../gateway/local/process-settings.ts';
import type { LocalSystem } from '../../../gateway/local/local-system.ts';
import { startSystem, type SystemOptions } from '../../../gateway/local/system.ts';
import { freePort } from './free-port.ts';
import { ask, isRunning, makePlace, waitUntilGone } from './postgres-places.ts';

const FAKE = fileURLToPath(new URL('./fake-process.mjs', import.meta.url));
const SLOW_MS = 60_000;

const place = makePlace();
const data = join(place, 'data');
const ports = Object.fromEntries(
  await Promise.all([...PROCESS_NAMES, 'postgres'].map(async (name) => [name, await freePort()] as const)),
);

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

function command(behaviours: Partial<Record<ProcessName, string>> = {}) {
  return (name: ProcessName, task: Task): readonly string[] => [FAKE, task, behaviours[name] ?? 'works'];
}

function start(options: Partial<SystemOptions> = {}): Promise<LocalSystem> {
  return startSystem({ dataDirectory: data, ports, people: 10, today: '2026-01-15', command: command(), ...options });
}

describe('the local system', { timeout: SLOW_MS }, () => {
  it('starts all processes, each with no more than its own settings, and stops them all', async () => {
    const shares: number[] = [];
    const system = await start({ onProgress: ({ share }) => shares.push(share) });
    const pids = system.pids();
    expect(Object.keys(pids).sort()).toEqual([...PROCESS_NAMES, 'postgres'].sort());
    expect(system.graphqlUrl).toBe(`http://127.0.0.1:${ports['gateway']}/graphql`);
    expect(system.example).toBe('YYYYMMDDNNNN');
    for (const name of PROCESS_NAMES) {
      const seen = (await (await fetch(`${system.urls[name]}/health/ready`)).json()) as readonly string[];
      expect(seen.filter((setting) => /URL|KEY|PASSWORD/.test(setting))).toEqual(
        Object.keys(system.settings(name))
          .filter((setting) => /URL|KEY/.test(setting))
          .sort(),
      );
    }
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    await system.stop();
    for (const pid of Object.values(pids)) expect(isRunning(pid)).toBe(false);
  });

  it('starts the second time without making anything again, and says when other people are asked for', async () => {
    const notices: string[] = [];
    const done: string[] = [];
    const watched = (name: ProcessName, task: Task): readonly string[] => {
      if (task !== 'serve') done.push(`${name} ${task}`);
      return command()(name, task);
    };
    const first = await start({ command: watched });
    await first.stop();
    done.length = 0;
    const second = await start({
      people: 20,
      onLog: (name, line) => done.push(`${name} ${line}`),
      onNotice: (sentence) => notices.push(sentence),
    });
    expect(done.filter((line) => line.includes('filled'))).toEqual([]);
    expect(notices).toEqual(['the town already holds 10 people (seed samsyn): start with --reset to make another.']);
    expect(second.town.people).toBe(10);
    expect(second.example).toBe('YYYYMMDDNNNN');
    await second.stop();
  });

  it('goes on when a process dies, says so, and can start it again', async () => {
    const notices: string[] = [];
    const system = await start({ onNotice: (sentence) => notices.push(sentence) });
    const before = system.pids();
    system.kill('school', 'SIGKILL');
    expect(await waitUntilGone(before.school ?? 0, 5000)).toBe(true);
    system.kill('postgres', 'SIGKILL');
    expect(await waitUntilGone(before.postgres ?? 0, 5000)).toBe(true);
    await expect.poll(() => notices.length).toBe(2);
    expect(notices[0]).toMatch(/^school ended by SIGKILL: .*\. The others go on\.$/);
    expect(notices[1]).toMatch(/^the database ended: .*\. The others go on\.$/);
    expect(Object.keys(system.pids()).sort()).toEqual(PROCESS_NAMES.filter((name) => name !== 'school').toSorted());
    await system.restart('postgres');
    await system.restart('school');
    await system.restart('gateway');
    expect(system.pids().police).toBe(before.police);
    expect(system.pids().gateway).not.toBe(before.gateway);
    expect(await ask(system.superuserUrl('samsyn_school'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await system.stop();
    expect(notices).toHaveLength(2);
  });

  it.each([
    ['fails-to-migrate', /^police ended with status 3 while its tables were made: Error: it was told to fail\.$/],
    ['fails-to-fill', /^police ended with status 3 while the town moved in: Error: it was told to fail\.$/],
    ['fails-to-serve', /^police ended with status 3 while it started: Error: it was told to fail\.$/],
  ])('says in a sentence which process %s, and leaves nothing running', async (behaviour, sentence) => {
    await expect(start({ command: command({ police: behaviour }) })).rejects.toThrow(sentence);
    for (const port of Object.values(ports)) await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('looks at the ports before anything starts', async () => {
    const server = createServer().listen(ports['school'], '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const said: string[] = [];
    await expect(start({ onLog: (name) => said.push(name) })).rejects.toThrow(
      `port ${ports['school']} (school) is taken: stop what listens there, or choose other ports with --port.`,
    );
    expect(said).toEqual([]);
    await new Promise((resolve) => server.close(resolve));
  });

  it('can be stopped in the middle of a start', async () => {
    const stopping = new AbortController();
    await expect(
      start({ isReset: true, signal: stopping.signal, onProgress: () => stopping.abort() }),
    ).rejects.toThrow();
    for (const port of Object.values(ports)) await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });
});
