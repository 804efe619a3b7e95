import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PerConnection } from '../../schema/process/per-connection.ts';
import { overloaded } from '../limits/overloaded.ts';
import type { Desk } from '../request/answer-request.ts';
import { routeOf } from '../telemetry/observe-requests.ts';

export interface LargeBodyOptions {
  /** How many may be on their way at the same time. */
  readonly most: number;
  /** Who knows a sender by the token. */
  readonly desk: Pick<Desk, 'tokens' | 'clock'>;
}

/** More than a registered operation needs that names as many persons as it may. */
const LARGE_BODY_BYTES = 16_384;

/**
 * Lets large bodies in from those alone whose token is good, and so many at a time: until it is read no place is theirs, but memory is.
 * They are held against each other alone, so that nobody shuts others out by sending slowly.
 */
export function holdLargeBodies(app: FastifyInstance, { most, desk: { tokens, clock } }: LargeBodyOptions): void {
  const beingRead = new Set<FastifyRequest>();
  const arriving = new PerConnection<FastifyRequest>((left) => {
    for (const request of left) beingRead.delete(request);
  });
  const admitKnown = async (request: FastifyRequest): Promise<void> => {
    // No more than step 1: what is refused to somebody known goes on record, and that is for the steps.
    await tokens.verify(request.headers.authorization, clock());
    if (beingRead.size >= most) throw overloaded();
    beingRead.add(request);
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
  const end = (request: FastifyRequest, _reply: unknown, done: () => void): void => {
    if (beingRead.delete(request)) arriving.remove(request.raw.socket, request);
    done();
  };
  app.addHook('preValidation', end);
  app.addHook('onResponse', end);
}

/** Chunks may come to anything. */
function hasLargeBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > LARGE_BODY_BYTES;
}
