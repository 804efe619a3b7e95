import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PerConnection } from '../../schema/process/per-connection.ts';
import { actorOf, type Requester } from '../../policies/requester.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { overloaded } from '../limits/overloaded.ts';
import { Slots, type Leave } from '../limits/slots.ts';
import type { Desk } from '../request/answer-request.ts';
import type { LoadGate } from './load-gate.ts';
import { routeOf } from '../telemetry/observe-requests.ts';

export interface LargeBodyOptions {
  /** How many may be on their way at the same time, and how many of one person of staff. */
  readonly most: number;
  readonly mostOfOne: number;
  /** Whoever waits to be known is under way: a token can take seconds, where its issuer does not answer. */
  readonly gate: LoadGate;
  /** Who knows a sender by the token. */
  readonly desk: Pick<Desk, 'tokens' | 'clock'>;
}

/** More than a registered operation needs that names as many persons as it may. */
const LARGE_BODY_BYTES = 16_384;

/**
 * Lets large bodies in from those alone whose token is good, and so many at a time: until it is read no place is theirs, but memory is.
 * They are held against each other alone, so that nobody shuts others out by sending slowly; and one person of staff
 * has no more of them than requests.
 */
export function holdLargeBodies(
  app: FastifyInstance,
  { most, mostOfOne, gate, desk: { tokens, clock } }: LargeBodyOptions,
): void {
  const beingRead = new Map<FastifyRequest, Leave>();
  const ofOne = new Slots(mostOfOne);
  const arriving = new PerConnection<FastifyRequest>((left) => {
    for (const request of left) end(request);
  });
  const admitKnown = async (request: FastifyRequest): Promise<void> => {
    // No more than step 1: what is refused to somebody known goes on record, and that is for the steps.
    const leave = gate.enter();
    const requester = await tokens.verify(request.headers.authorization, clock()).finally(leave);
    if (beingRead.size >= most) throw overloaded();
    beingRead.set(request, requirePlace(ofOne, mostOfOne, requester));
    arriving.add(request.raw.socket, request);
  };
  app.addHook('onRequest', (request, _reply, done) => {
    if (!hasLargeBody(request) || routeOf(request) === null) {
      done();
      return;
    }
    admitKnown(request).then(() => {
      done();
    }, done);
  });
  const endHook = (request: FastifyRequest, _reply: unknown, done: () => void): void => {
    end(request);
    done();
  };
  app.addHook('preValidation', endHook);
  app.addHook('onResponse', endHook);

  function end(request: FastifyRequest): void {
    const leave = beingRead.get(request);
    if (leave === undefined) return;
    beingRead.delete(request);
    arriving.remove(request.raw.socket, request);
    leave();
  }
}

function requirePlace(slots: Slots, limit: number, requester: Requester): Leave {
  const leave = slots.take(actorOf(requester));
  if (leave !== null) return leave;
  throw new SamsynError('TOO_MANY_REQUESTS', { limit, what: 'large requests at a time for one person', seconds: 1 });
}

/** Chunks may come to anything. */
function hasLargeBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > LARGE_BODY_BYTES;
}
