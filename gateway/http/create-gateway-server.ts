import { fastify, type FastifyInstance } from 'fastify';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import type { AggregateDesk } from '../aggregates/aggregate-desk.ts';
import { registerAggregatePage } from '../aggregates/register-aggregate-page.ts';
import { registerAggregateRoutes } from '../aggregates/register-aggregate-routes.ts';
import { registerBrowserFiles } from '../browser/register-browser-files.ts';
import type { ExplorerSettings } from '../explorer/register-explorer.ts';
import type { LimitSettings } from '../limits/limit-settings.ts';
import type { Desk } from '../request/answer-request.ts';
import { createRequestId } from '../request/create-request-id.ts';
import { observeRequests } from '../telemetry/observe-requests.ts';
import { allowOrigins } from './cors.ts';
import { holdLargeBodies } from './large-bodies.ts';
import { createLoadGate } from './load-gate.ts';
import type { Readiness } from './read-readiness.ts';
import { refuse } from './refuse.ts';
import { registerGraph } from './register-graph.ts';
import { CLIENT_LIMITS, endUnreadAnswers, slowClientOptions, type ClientLimits } from './slow-clients.ts';
import { isBreakage, transportError } from './transport-error.ts';
import { createUntilSent } from './until-sent.ts';

export interface GatewayServerOptions {
  readonly desk: Desk;
  readonly aggregates: AggregateDesk;
  /** Null: no explorer. */
  readonly explorer: ExplorerSettings | null;
  /** Origins of other pages that may ask the graph. */
  readonly corsOrigins: readonly string[];
  readonly limits: LimitSettings;
  readonly clientLimits?: ClientLimits;
  readonly readiness: () => Promise<Readiness>;
  readonly log: Log;
}

const BODY_LIMIT_BYTES = 262_144;

/** Serves the graph over HTTP. Everything that is refused is refused in the same form. */
export async function createGatewayServer(options: GatewayServerOptions): Promise<FastifyInstance> {
  const { log, limits, corsOrigins, clientLimits = CLIENT_LIMITS } = options;
  const app: FastifyInstance = fastify({
    ...slowClientOptions(clientLimits),
    bodyLimit: BODY_LIMIT_BYTES,
    logger: false,
    // While it stops, what still comes in is answered as always.
    return503OnClosing: false,
    genReqId: createRequestId,
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: (_error, request, reply) => {
      void refuse(request, reply, new SamsynError('NOT_FOUND', {}));
    },
  });
  endUnreadAnswers(app, { readingMs: clientLimits.readingMs, connections: limits.LIMIT_CONNECTIONS });
  if (corsOrigins.length > 0) await allowOrigins(app, corsOrigins);
  const gate = createLoadGate(app, { limits, held: () => options.desk.federation.held() });
  observeRequests(app, log);
  const { LIMIT_LARGE_BODIES_AT_ONCE: most, LIMIT_ACTOR_AT_ONCE: mostOfOne } = limits;
  holdLargeBodies(app, { most, mostOfOne, gate, desk: options.desk });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  app.setNotFoundHandler((request, reply) => refuse(request, reply, new SamsynError('NOT_FOUND', {})));
  app.setErrorHandler((error, request, reply) => {
    if (isBreakage(error)) log.error({ err: error, requestId: request.id }, 'broke');
    return refuse(request, reply, error instanceof SamsynError ? error : transportError(error, BODY_LIMIT_BYTES));
  });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const status = await options.readiness();
    return reply.status(status === 'ready' ? 200 : 503).send({ status });
  });
  const untilSent = createUntilSent();
  registerGraph(app, { ...options, gate, untilSent });
  registerBrowserFiles(app);
  registerAggregatePage(app, options.explorer);
  registerAggregateRoutes(app, { ...options, gate, untilSent });
  return app;
}
