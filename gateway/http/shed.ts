import { randomInt } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { RETRY_AFTER } from '../limits/overloaded.ts';
import { gatewayMetrics } from '../telemetry/gateway-metrics.ts';
import { routeOf } from '../telemetry/observe-requests.ts';
import { answerTypeFor } from './send-answer.ts';

/** What is told; made once, since whoever sheds has no time. */
const TOLD = RETRY_AFTER.map((seconds) => {
  const { status, code, message, facts } = new SamsynError('OVERLOADED', { seconds });
  return { seconds, status, code, errors: JSON.stringify([{ message, extensions: { code, ...facts } }]) };
});

/**
 * Refuses at the door, in the form in which everything is refused, past all that is done for a request that is answered: no body is
 * read, and nothing but a count is kept.
 */
export function shed(request: FastifyRequest, reply: FastifyReply): void {
  const { seconds, status, code, errors } = TOLD[randomInt(TOLD.length)] as (typeof TOLD)[number];
  const route = routeOf(request);
  if (route !== null) gatewayMetrics.requests.add([route, code, String(status)]);
  const body = `{"errors":${errors},"extensions":{"requestId":"${request.id}"}}`;
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value ?? '');
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
