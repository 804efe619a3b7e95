import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUntilSent } from '../../../gateway/http/until-sent.ts';

const LARGE = 'x'.repeat(50_000_000);
const ASK = 'GET /large HTTP/1.1\r\nhost: x\r\n\r\n';

let app: FastifyInstance;
let port = 0;
let ended = 0;

beforeEach(async () => {
  ended = 0;
  app = fastify();
  const untilSent = createUntilSent();
  const answer =
    (text: string) => (request: Parameters<typeof untilSent>[0], reply: Parameters<typeof untilSent>[1]) => {
      untilSent(request, reply, () => {
        ended += 1;
      });
      return reply.send(text);
    };
  app.get('/large', answer(LARGE));
  app.get('/small', answer('small'));
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
});

afterEach(() => app.close());

/** Asks for large answers in one go, and reads none of them. */
async function askUnread(requests: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.pause();
  socket.write(ASK.repeat(requests));
  await sleep(300);
  return socket;
}

describe('what waits for an answer to be sent', () => {
  it('is done once for each, on one connection as well', async () => {
    for (let time = 0; time < 3; time += 1) await (await fetch(`http://127.0.0.1:${port}/small`)).text();
    await expect.poll(() => ended).toBe(3);
  });

  it('is not done while nobody reads, and is when the answer is read', async () => {
    const socket = await askUnread(1);
    expect(ended).toBe(0);
    socket.resume();
    await expect.poll(() => ended, { timeout: 10_000 }).toBe(1);
    socket.destroy();
  });

  it('is done when the client hangs up, for those too that stand behind another', async () => {
    const socket = await askUnread(3);
    expect(ended).toBe(0);
    socket.destroy();
    await expect.poll(() => ended, { timeout: 10_000 }).toBe(3);
  });
});
