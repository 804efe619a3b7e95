import { Agent, request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDrainable } from '../../../schema/process/drainable-server.ts';
import type { Stoppable } from '../../../schema/process/run-process.ts';

let app: FastifyInstance;
let drainable: Stoppable;
let agent: Agent;
let port = 0;
let release: () => void = () => undefined;

beforeEach(async () => {
  app = fastify({ logger: false, return503OnClosing: false });
  app.get('/health/ready', () => ({ status: 'ready' }));
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/slow', async () => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return { status: 'done' };
  });
  void app.register((inner, _options, done) => {
    inner.get('/inner', () => ({ status: 'inner' }));
    done();
  });
  drainable = makeDrainable(app, 50);
  await app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = app.server.address() as AddressInfo);
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
});

afterEach(async () => {
  release();
  agent.destroy();
  await app.close();
});

/** Status, what is said, and what becomes of the connection. */
async function get(path: string): Promise<readonly [number, string, string | undefined]> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent }, resolve).on('error', reject).end();
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { status } = JSON.parse(Buffer.concat(chunks).toString()) as { readonly status: string };
  return [response.statusCode ?? 0, status, response.headers.connection];
}

describe('a server that drains', () => {
  it('is ready, and keeps connections, until then', async () => {
    expect(await get('/health/ready')).toEqual([200, 'ready', 'keep-alive']);
  });

  it('is not ready, and answers everything else, asking for the connection to be closed', async () => {
    const drained = drainable.drain?.();
    expect(await get('/health/ready')).toEqual([503, 'draining', 'close']);
    expect(await get('/health/live')).toEqual([200, 'live', 'close']);
    expect(await get('/inner')).toEqual([200, 'inner', 'close']);
    await drained;
    expect(await get('/inner')).toEqual([200, 'inner', 'close']);
  });

  it('closes soon though a connection says nothing, or only half of what it wants', async () => {
    const silent = connect(port, '127.0.0.1');
    const half = connect(port, '127.0.0.1');
    await Promise.all([once(silent, 'connect'), once(half, 'connect')]);
    half.write('GET /health/live HTTP/1.1\r\nhost: x\r\n');
    const slow = get('/slow');
    await expect.poll(() => release.name, { interval: 5 }).not.toBe('release');
    const ended = Promise.all([once(silent, 'close'), once(half, 'close')]);
    const closed = drainable.close();
    await ended;
    release();
    expect((await slow)[1]).toBe('done');
    await closed;
  });

  it('closes when what was under way is answered, and takes nothing new', async () => {
    const slow = get('/slow');
    await expect.poll(() => release.name, { interval: 5 }).not.toBe('release');
    await drainable.drain?.();
    let isClosed = false;
    const closed = drainable.close().then(() => (isClosed = true));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(isClosed).toBe(false);
    release();
    expect(await slow).toEqual([200, 'done', 'close']);
    await closed;
    await expect(get('/health/live')).rejects.toThrow(/ECONNREFUSED/);
  });
});
