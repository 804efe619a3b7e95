import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import type { AggregateDesk } from '../aggregates/aggregate-desk.ts';
import { registerAggregatePage } from '../aggregates/register-aggregate-page.ts';
import { registerAggregateRoutes } from '../aggregates/register-aggregate-routes.ts';
import { registerBrowserFiles } from '../browser/register-browser-files.ts';
import { registerExplorer, type ExplorerSettings } from '../explorer/register-explorer.ts';
import { answerRequest, type Desk } from '../request/answer-request.ts';
import { createRequestId } from '../request/create-request-id.ts';
import { readAsked } from './read-asked.ts';
import type { Readiness } from './read-readiness.ts';
import { refuse } from './refuse.ts';
import { sendAnswer } from './send-answer.ts';
import { isBreakage, transportError } from './transport-error.ts';

export interface GatewayServerOptions {
  readonly desk: Desk;
  readonly aggregates: AggregateDesk;
  /** Null: no explorer. */
  readonly explorer: ExplorerSettings | null;
  readonly readiness: () => Promise<Readiness>;
  readonly log: Log;
}

const BODY_LIMIT_BYTES = 262_144;

/** Serves the graph over HTTP: one address, POST, JSON. Everything that is refused is refused in the same form. */
export function createGatewayServer(options: GatewayServerOptions): FastifyInstance {
  const { log } = options;
  const app = fastify({
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
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const status = await options.readiness();
    return reply.status(status === 'ready' ? 200 : 503).send({ status });
  });
  app.post('/graphql', (request, reply) => answerHttp(request, reply, options));
  app.route({
    url: '/graphql',
    method: options.explorer === null ? ['GET', 'PUT', 'PATCH', 'DELETE'] : ['PUT', 'PATCH', 'DELETE'],
    handler: (_request, reply) => {
      reply.header('allow', 'POST');
      throw new SamsynError('METHOD_NOT_ALLOWED', {});
    },
  });
  if (options.explorer !== null) {
    registerExplorer(app, options.explorer, options.desk.policySet.legalBases);
  }
  registerBrowserFiles(app);
  registerAggregatePage(app, options.explorer);
  registerAggregateRoutes(app, options.desk, options.aggregates);
  app.setNotFoundHandler((request, reply) => refuse(request, reply, new SamsynError('NOT_FOUND', {})));
  app.setErrorHandler((error, request, reply) => {
    if (isBreakage(error)) log.error({ err: error, requestId: request.id }, 'broke');
    return refuse(request, reply, error instanceof SamsynError ? error : transportError(error, BODY_LIMIT_BYTES));
  });
  return app;
}

async function answerHttp(
  request: FastifyRequest,
  reply: FastifyReply,
  { desk, log }: GatewayServerOptions,
): Promise<FastifyReply> {
  const started = process.hrtime.bigint();
  const asked = await readAsked(request);
  const answer = await answerRequest(asked, desk);
  log.info({ requestId: asked.requestId, ms: Number(process.hrtime.bigint() - started) / 1e6 }, 'answered');
  return sendAnswer(request, reply, { status: 200, answer });
}
