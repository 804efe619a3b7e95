import { randomInt } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { gatewayMetrics } from '../telemetry/gateway-metrics.ts';
import { routeOf } from '../telemetry/observe-requests.ts';
import { answerTypeFor } from './send-answer.ts';

/** Seconds, drawn anew each time, or all who were told to come back would come back together. */
const RETRY_AFTER = [1, 2, 3] as const;

/** What is told; made once, since whoever sheds has no time. */
const TOLD = RETRY_AFTER.map((seconds) => {
  const { status, code, message, facts } = new SamsynError('OVERLOADED', { seconds });
  return { seconds, status, code, errors: JSON.stringify([{ message, extensions: { code, ...facts } }]) };
});

function drawOne<Value>(values: readonly Value[]): Value {
  return values[randomInt(values.length)] as Value;
}

/** The refusal of who got further than the door. */
export function overloaded(): SamsynError {
  return new SamsynError('OVERLOADED', { seconds: drawOne(RETRY_AFTER) });
}

/**
 * Refuses at the door, in the form in which everything is refused, past all that is done for a request that is answered: no body is
 * read, and nothing but a count is kept.
 */
export function shed(request: FastifyRequest, reply: FastifyReply): void {
  const { seconds, status, code, errors } = drawOne(TOLD);
  const route = routeOf(request);
  if (route !== null) gatewayMetrics.requests.add([route, code, String(status)]);
  const body = `{"errors":${errors},"extensions":{"requestId":"${request.id}"}}`;
  reply.hijack();
  reply.raw
    .writeHead(status, {
      'content-type': answerTypeFor(request),
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      'retry-after': String(seconds),
      'samsyn-request-id': request.id,
    })
    .end(body);
}
