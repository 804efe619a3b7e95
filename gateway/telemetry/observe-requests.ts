import { ROOT_CONTEXT, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SamsynError, type ErrorCode } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import { beginSpan, endSpan, within, type SpanFacts } from '../../schema/process/telemetry/span.ts';
import { PerConnection } from '../../schema/process/per-connection.ts';
import { gatewayMetrics, type ROUTES } from './gateway-metrics.ts';

type Route = (typeof ROUTES)[number];

/** One request, as long as it is under way. */
interface Seen {
  readonly route: Route;
  readonly startedMs: number;
  readonly span: Span | null;
  /** Null: nothing was refused by a code of the catalogue. */
  refusal: ErrorCode | null;
}

/**
 * Counts, measures and traces whatever the server answers, but for questions after its health. A trace begins here and takes nothing
 * from the client: a trace id that a client chose could link what it asks of several persons, or carry a number in its digits.
 */
export function observeRequests(app: FastifyInstance, log: Log): void {
  const seenBy = new WeakMap<FastifyRequest, Seen>();
  // An answer that nobody waited for is none.
  const underWayOn = new PerConnection<FastifyRequest>((left) => {
    for (const request of left) end(request, 'aborted');
  });
  let underWay = 0;
  gatewayMetrics.inFlight.readBy([], () => underWay);
  app.addHook('onRequest', (request, _reply, done) => {
    const route = routeOf(request);
    if (route !== null) {
      underWay += 1;
      const span = route === 'graphql' ? beginSpan('request', { 'samsyn.request_id': request.id }, ROOT_CONTEXT) : null;
      seenBy.set(request, { route, startedMs: performance.now(), span, refusal: null });
      underWayOn.add(request.raw.socket, request);
    }
    done();
  });
  // After the body was read, since what reads it leaves the trace behind.
  app.addHook('preHandler', (request, _reply, done) => within(seenBy.get(request)?.span ?? null, done));
  app.addHook('onError', (request, _reply, error, done) => {
    const seen = seenBy.get(request);
    if (seen !== undefined && error instanceof SamsynError) seen.refusal = error.code;
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    end(request, String(reply.statusCode));
    done();
  });

  function end(request: FastifyRequest, status: string): void {
    const seen = seenBy.get(request);
    if (seen === undefined) return;
    seenBy.delete(request);
    underWay -= 1;
    underWayOn.remove(request.raw.socket, request);
    const outcome = seen.refusal ?? REFUSAL_BY_STATUS[status] ?? 'OK';
    tell(seen, outcome, status);
    if (outcome !== 'OK') log.info({ requestId: request.id, status, code: outcome }, 'refused');
  }
}

/** What the server refuses before it gets to a step. */
const REFUSAL_BY_STATUS: Readonly<Record<string, ErrorCode>> = {
  '400': 'BODY_MALFORMED',
  '404': 'NOT_FOUND',
  '413': 'BODY_TOO_LARGE',
  '415': 'MEDIA_TYPE_UNSUPPORTED',
  '500': 'INTERNAL',
};

function tell({ route, startedMs, span }: Seen, outcome: 'OK' | ErrorCode, status: string): void {
  gatewayMetrics.requests.add([route, outcome, status]);
  gatewayMetrics.requestSeconds.observe([route], (performance.now() - startedMs) / 1000);
  const told = Number.isInteger(Number(status)) ? { 'http.response.status_code': Number(status) } : {};
  span?.setAttributes({ 'samsyn.outcome': outcome, ...told } satisfies SpanFacts);
  endSpan(span);
}

/** By which name a request is counted; null: the health of the process, which is asked every few seconds. */
export function routeOf({ routeOptions: { url } }: FastifyRequest): Route | null {
  if (url === undefined) return 'other';
  if (url.startsWith('/health/')) return null;
  if (url === '/graphql') return 'graphql';
  return url.startsWith('/aggregates') ? 'aggregates' : 'page';
}
