import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { PerConnection } from './per-connection.ts';
import type { Stoppable } from './run-process.ts';

/** A connection on which nothing was asked, or not all of it, is waited for no longer once the server closes, ms. */
const IDLE_MS = 2_000;
/** Nor is an answer that nobody reads: what else must be closed, the record above all, needs its time too. ms. */
const ANSWER_MS = 15_000;
const READINESS = '/health/ready';

/**
 * Lets a server stop without losing a request. Told to drain, it says that it is not ready, so that a balancer sends no more; goes on
 * answering all the same, since the balancer takes a while to notice; and asks each client to close the connection with its answer.
 * Closing then waits for what is under way. To be called before the server listens.
 * @param drainMs how long it goes on
 */
export function makeDrainable(app: FastifyInstance, drainMs: number): Stoppable {
  let isDraining = false;
  app.addHook('onRequest', (request, reply, done) => {
    if (isDraining && request.url === READINESS) void reply.status(503).send({ status: 'draining' });
    else done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isDraining) reply.header('connection', 'close');
    done(null, payload);
  });
  const sockets = new Set<Socket>();
  const underWay = new PerConnection<FastifyReply['raw']>(() => undefined);
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('onRequest', ({ raw: { socket } }, { raw }, done) => {
    underWay.add(socket, raw);
    raw.once('close', () => underWay.remove(socket, raw));
    done();
  });
  const endIdle = (): void => {
    for (const socket of sockets) if (underWay.isEmpty(socket)) socket.destroy();
  };
  return {
    drain: async () => {
      isDraining = true;
      await sleep(drainMs);
    },
    close: async () => {
      const closed = app.close();
      const timers = [setTimeout(endIdle, IDLE_MS), setTimeout(() => app.server.closeAllConnections(), ANSWER_MS)];
      await closed;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
