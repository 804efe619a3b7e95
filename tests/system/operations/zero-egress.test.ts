import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchToken } from '../../../gateway/local/identity-provider/fetch-token.ts';
import { createPorts, type Ports } from '../../../gateway/local/process-settings.ts';
import { createTown } from '../../../subgraphs/platform/town/create-town.ts';
import { findFreePorts } from '../../gateway/local/find-free-ports.ts';
import { outsideSockets, socketsOf } from './outside-sockets.ts';
import { outsideOf, portsOf } from './traced-connections.ts';
import { makeDataPlace } from '../data-place.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const PEOPLE = 40;
const SLOW_MS = 170_000;
const READY = /Ctrl-C stops everything/;
const QUERY = `query ($pin: String!) { individual(personalIdentityNumber: $pin) { ref police { isKnown } socialtjanst { name } school { name } } }`;

const strace = ['strace', '-D', '-f', '-qq', '--seccomp-bpf', '-e', 'trace=connect,sendto,sendmsg,sendmmsg'] as const;
const canTrace = spawnSync(strace[0], [...strace.slice(1).filter((word) => word !== '-D'), 'true']).status === 0;
if (!canTrace) process.stderr.write('strace is not here, or may not trace: the watch over connections is skipped\n');

describe.skipIf(!canTrace)('the whole system, from its start to its end', () => {
  let directory = '';
  let child: ChildProcess;
  let ports: Ports;
  let output = '';
  const held: string[] = [];
  let seen = 0;
  let watch: NodeJS.Timeout;

  beforeAll(async () => {
    directory = makeDataPlace('egress');
    chmodSync(directory, 0o755);
    ports = createPorts(await findFreePorts());
    const options = ['--people', String(PEOPLE), '--port', String(ports.gateway), '--data', join(directory, 'data')];
    const command = ['-o', join(directory, 'trace'), process.execPath, 'gateway/local/npm-start.mjs', ...options];
    child = spawn(strace[0], [...strace.slice(1), ...command], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    watch = setInterval(() => {
      const pids = offspring(child.pid ?? 0);
      held.push(...outsideSockets(pids));
      seen = Math.max(seen, socketsOf(pids).length);
    }, 250);
    const until = Date.now() + SLOW_MS;
    while (!READY.test(output) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(output).toMatch(READY);
  }, SLOW_MS + 10_000);

  afterAll(async () => {
    clearInterval(watch);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    rmSync(directory, { recursive: true, force: true });
  });

  it('answers its staff, its pages and its probes', async () => {
    const gateway = `http://127.0.0.1:${ports.gateway}`;
    const issuer = `http://127.0.0.1:${ports['identity-provider']}`;
    const town = createTown({ seed: 'samsyn', people: PEOPLE, today: new Date().toISOString().slice(0, 10) });
    const pin = town.person(town.cast.knownToAll).number ?? '';
    for (const username of ['sig', 'investigator', 'principal', 'analyst']) {
      const token = await fetchToken({ issuer, username });
      const purpose = username === 'analyst' ? 'STATISTICS' : 'SIG';
      const response = await fetch(`${gateway}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'samsyn-purpose': purpose,
          'samsyn-case': 'SN 2026/1',
        },
        body: JSON.stringify({ query: QUERY, variables: { pin } }),
      });
      expect(await response.json()).toHaveProperty('extensions.requestId');
    }
    for (const page of ['/graphql', '/aggregates', '/health/ready', '/health/live']) {
      const response = await fetch(`${gateway}${page}`, { headers: { accept: 'text/html' } });
      expect([page, response.status]).toEqual([page, 200]);
      // Nothing that a browser would fetch from elsewhere.
      const urls = [...(await response.text()).matchAll(/(?:src|href|url)\s*[=(]\s*["']?(https?:[^"')\s>]+)/g)];
      expect(urls.map(([, url = '']) => new URL(url).hostname).filter((host) => host !== '127.0.0.1')).toEqual([]);
    }
  });

  it('stops in order', async () => {
    const closed = once(child, 'close');
    child.kill('SIGINT');
    await closed;
    expect([child.exitCode, child.signalCode]).toEqual([0, null]);
  }, 60_000);

  it('connected to nothing outside this machine, and sent nothing there', () => {
    const trace = readFileSync(join(directory, 'trace'), 'utf8');
    const connected = portsOf(trace);
    for (const name of ['postgres', 'police', 'socialtjanst', 'school', 'identity-provider'] as const) {
      expect(connected, `the watch saw nobody connect to ${name}`).toContain(ports[name]);
    }
    expect(trace.split('\n').filter((line) => outsideOf(line) !== null)).toEqual([]);
  });

  it('held no socket that leads out or lets anybody in, whenever it was looked at', () => {
    expect(seen).toBeGreaterThan(10);
    expect([...new Set(held)]).toEqual([]);
  });
});

describe('the watch', () => {
  it('knows what leads out from what stays', () => {
    const inside = [
      '12 connect(3, {sa_family=AF_UNIX, sun_path="/run/nscd"}, 110) = -1 ENOENT (No such file)',
      '12 connect(3, {sa_family=AF_INET, sin_port=htons(5432), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
      '12 connect(3, {sa_family=AF_INET6, sin6_port=htons(1), inet_pton(AF_INET6, "::1", &sin6_addr)}, 28 <unfinished ...>',
      '12 connect(3, {sa_family=AF_INET6, sin6_port=htons(1), inet_pton(AF_INET6, "::ffff:127.0.0.1", &sin6_addr)}, 28) = 0',
      '12 sendto(3, [{nlmsg_len=20}], 20, 0, {sa_family=AF_NETLINK, nl_pid=0}, 12) = 20',
      '12 sendto(3, "x", 1, MSG_NOSIGNAL, NULL, 0) = 1',
    ];
    const outside = [
      '12 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 0',
      '12 connect(3, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = 0',
      '12 sendto(3, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 1',
    ];
    expect(inside.filter((line) => outsideOf(line) !== null)).toEqual([]);
    expect(outside.filter((line) => outsideOf(line) === null)).toEqual([]);
    expect([...portsOf([...inside, ...outside].join('\n'))]).toEqual([5432, 1, 53, 443]);
  });

  it('sees a socket that lets anybody in', async () => {
    const server = createServer().listen(0, '0.0.0.0');
    await once(server, 'listening');
    expect(outsideSockets([process.pid]).some((told) => told.includes('listens at'))).toBe(true);
    server.close();
    await once(server, 'close');
  });
});

/** The process and all below it. */
function offspring(root: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
          return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0])] as const];
        } catch {
          return [];
        }
      }),
  );
  const below = (pid: number): readonly number[] => [
    pid,
    ...[...parents].filter(([, parent]) => parent === pid).flatMap(([child]) => below(child)),
  ];
  return below(root);
}
