import type { FastifyReply, FastifyRequest } from 'fastify';
import { PerConnection } from '../../schema/process/per-connection.ts';

/** Does something once, when an answer has been sent, or when nobody waits for it any longer. */
export type UntilSent = (request: FastifyRequest, reply: FastifyReply, then: () => void) => void;

export function createUntilSent(): UntilSent {
  const unsent = new PerConnection<() => void>((left) => {
    for (const end of left) end();
  });
  return ({ raw: { socket } }, { raw }, then) => {
    let isSent = false;
    const end = (): void => {
      if (isSent) return;
      isSent = true;
      then();
    };
    unsent.add(socket, end);
    raw.once('finish', () => {
      unsent.remove(socket, end);
      end();
    });
  };
}
