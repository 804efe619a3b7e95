import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endUnreadAnswers, slowClientOptions } from '../../../gateway/http/slow-clients.ts';

const LIMITS = { headersMs: 500, requestMs: 1_000, readingMs: 500 };
const CONNECTIONS = 8;
const BODY_TO_COME = 'content-type: application/json\r\ncontent-length: 100';
const LATER_MS = 100;
const LARGE = 'x'.repeat(50_000_000);

let app: FastifyInstance;
let port = 0;
let begun = 0;
let unread = (): number => -1;

beforeAll(async () => {
  app = fastify(slowClientOptions(LIMITS));
  unread = endUnreadAnswers(app, { readingMs: LIMITS.readingMs, connections: CONNECTIONS });
  app.get('/', () => 'here');
  app.get('/large', () => LARGE);
  app.post('/', () => 'read');
  app.get('/later', async () => {
    begun += 1;
    await new Promise<void>((resolve) => setTimeout(resolve, LATER_MS));
    return 'at last';
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterAll(() => app.close());

function open(): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  return socket;
}

/** Sends bytes and nothing more, and gives what comes back until the other side ends. */
async function send(bytes: string): Promise<string> {
  const socket = open();
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

function expectRefused(answer: string, status: number, code: string): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain('connection: close');
  expect(head).toContain('cache-control: no-store');
  expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code } }] });
}

describe('a client', () => {
  it('that never ends its headers is told so and let go', async () => {
    expectRefused(await send('GET / HTTP/1.1\r\nhost: x\r\nx-slow: '), 408, 'REQUEST_TOO_SLOW');
  });

  it('that never ends its body is told so and let go', async () => {
    expectRefused(await send(`POST / HTTP/1.1\r\nhost: x\r\n${BODY_TO_COME}\r\n\r\n{`), 408, 'REQUEST_TOO_SLOW');
  });

  it('with more headers than any token needs is refused', async () => {
    const headers = `x-large: ${'x'.repeat(17_000)}`;
    expectRefused(await send(`GET / HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\n`), 431, 'HEADERS_TOO_LARGE');
  });

  it('that hangs up before its answer leaves nothing behind, however many answers it has ordered', async () => {
    const before = begun;
    const clients = Array.from({ length: 5 }, open);
    for (const client of clients) client.write('GET /later HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(3));
    await expect.poll(() => begun - before).toBe(15);
    for (const client of clients) client.resetAndDestroy();
    await sleep(LATER_MS * 2);
    expect(unread()).toBe(0);
    const answered = await fetch(`http://127.0.0.1:${port}/later`);
    expect([await answered.text(), unread()]).toEqual(['at last', 0]);
  });

  it('that reads the first of its answers, and not the next, is let go', async () => {
    const socket = open();
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\nGET /large HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(socket, 'data');
    socket.pause();
    await expect.poll(unread).toBe(1);
    await expect.poll(unread, { timeout: 5_000 }).toBe(0);
    socket.destroy();
  });

  it('that does not speak HTTP hears nothing of what it said', async () => {
    const answer = await send('199001012385 is no method\r\n\r\n');
    expectRefused(answer, 400, 'BODY_MALFORMED');
    expect(answer).not.toContain('199001012385');
  });

  it('that does not read its answer is let go, and one that does gets it', async () => {
    app.server.closeIdleConnections();
    const socket = open();
    socket.pause();
    socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
    await expect.poll(() => countConnections(), { timeout: 20_000 }).toBe(1);
    await expect.poll(() => countConnections(), { timeout: 20_000 }).toBe(0);
    socket.destroy();
    expect((await (await fetch(`http://127.0.0.1:${port}/large`)).text()).length).toBe(LARGE.length);
  });

  it('finds no connection when all are taken, and finds one again afterwards', async () => {
    app.server.closeIdleConnections();
    await expect.poll(() => countConnections(), { timeout: 20_000 }).toBe(0);
    const sockets = Array.from({ length: CONNECTIONS }, open);
    await expect.poll(() => countConnections()).toBe(CONNECTIONS);
    const late = open();
    await once(late, 'close');
    for (const socket of sockets) socket.destroy();
    await expect
      .poll(() =>
        fetch(`http://127.0.0.1:${port}/`).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });
});

function countConnections(): Promise<number> {
  return new Promise((resolve) => {
    app.server.getConnections((_error, count) => resolve(count));
  });
}
