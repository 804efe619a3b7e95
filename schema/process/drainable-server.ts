import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Stoppable } from './run-process.ts';

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
  return {
    drain: async () => {
      isDraining = true;
      await sleep(drainMs);
    },
    close: () => app.close(),
  };
}
