import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { PROCESS_NAMES } from '../../../gateway/local/process-settings.ts';
import { AGENCIES } from '../../../schema/agency.ts';
import { findFreePorts } from './find-free-ports.ts';
import { end, isRunning, makePlace, waitUntilGone } from './postgres-places.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const SLOW_MS = 60_000;
const READY = /Ctrl-C stops everything/;
const STAND_IN = `import './stand-in.mjs';\n`;
/** The other processes' ports lie up to 32 above it. */
const PORT = await findFreePorts();

const place = makePlace();
const project = copyWithStandIns();

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

/** The project with the runner, the database and the identity provider as they are, and stand-ins for the rest. */
function copyWithStandIns(): string {
  const copy = join(place, 'project');
  for (const part of ['package.json', 'tsconfig.json', 'gateway/local', 'schema']) {
    cpSync(join(PROJECT, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
  mkdirSync(join(copy, 'policies'));
  for (const folder of ['gateway', ...AGENCIES.map((agency) => `subgraphs/${agency}`)]) {
    mkdirSync(join(copy, folder), { recursive: true });
    cpSync(join(PROJECT, 'tests/gateway/local/fake-process.mjs'), join(copy, folder, 'stand-in.mjs'));
    writeFileSync(join(copy, folder, 'main.ts'), STAND_IN);
  }
  return copy;
}

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Everything that runs for it. */
  readonly pids: readonly number[];
  readonly ended: Promise<number | null>;
}

async function start(ready: RegExp): Promise<Started> {
  const args = ['--people', '10', '--port', String(PORT), '--data', join(place, 'data')];
  const child = spawn(process.execPath, ['gateway/local/npm-start.mjs', ...args], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await expect.poll(() => output, { timeout: SLOW_MS, interval: 20 }).toMatch(ready);
  return { child, output: () => output, pids: offspring(child.pid ?? 0), ended };
}

/** The processes below a process, from the operating system's own books. */
function offspring(pid: number): readonly number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
    .map(Number);
  return [...children, ...children.flatMap(offspring)];
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(/\) \S (\d+)/.exec(stat)?.[1] ?? Number.NaN);
  } catch {
    return null;
  }
}

describe.runIf(existsSync('/proc/self/stat'))('npm start from end to end', { timeout: SLOW_MS }, () => {
  it('becomes ready, signs in, and stops on Ctrl-C with status 0 and nothing left', async () => {
    const { child, output, pids, ended } = await start(READY);
    expect(output()).toContain(`the graph is at http://127.0.0.1:${PORT}/graphql`);
    expect(output()).not.toContain('nobody can sign in');
    expect(pids.length).toBeGreaterThan(PROCESS_NAMES.length + 1);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(output().trimEnd().split('\n').at(-1)).toBe('stopped.');
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it('leaves nothing either when it is killed, and starts again at once', async () => {
    const first = await start(READY);
    await end(first.child);
    for (const pid of first.pids) expect(await waitUntilGone(pid, 10_000)).toBe(true);
    const second = await start(READY);
    expect(second.output()).not.toContain('moves in');
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(second.pids.filter(isRunning)).toEqual([]);
  });

  it('stops in the middle of a start, too', async () => {
    const { child, output, pids, ended } = await start(/the database runs/);
    child.kill('SIGINT');
    expect(await ended, output()).toBe(0);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it('takes the signal that npm passes on for the same Ctrl-C', async () => {
    const { child, output, ended } = await start(READY);
    child.kill('SIGINT');
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output()).not.toContain('stopped by force');
  });

  it('stops by force on a second Ctrl-C, when a process does not let go', async () => {
    const { child, output, pids, ended } = await start(READY);
    const stubborn = pids.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('gateway/main.ts'));
    process.kill(stubborn ?? 0, 'SIGSTOP');
    child.kill('SIGINT');
    await sleep(1200);
    expect(output()).toContain('stopping');
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    for (const pid of pids) expect(await waitUntilGone(pid, 10_000)).toBe(true);
  });
});
