import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { parseRequestParams, type Request as HttpRequest } from 'graphql-http';
import { SamsynError } from '../schema/error-catalogue.ts';
import type { Log } from '../schema/process/log.ts';
import type { AggregateDesk } from './aggregates/aggregate-desk.ts';
import { registerAggregatePage } from './aggregates/register-aggregate-page.ts';
import { registerAggregateRoutes } from './aggregates/register-aggregate-routes.ts';
import { registerBrowserFiles } from './browser/register-browser-files.ts';
import { registerExplorer, type ExplorerSettings } from './explorer/register-explorer.ts';
import { answerRequest, type Desk } from './request/answer-request.ts';
import type { Answer, Asked } from './request/asked.ts';
import type { Readiness } from './readiness.ts';
import { createRequestId } from './request/create-request-id.ts';

export interface GatewayServerOptions {
  readonly desk: Desk;
  readonly aggregates: AggregateDesk;
  /** Null: no explorer. */
  readonly explorer: ExplorerSettings | null;
  readonly readiness: () => Promise<Readiness>;
  readonly log: Log;
}

const BODY_LIMIT_BYTES = 262_144;
const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** Serves the graph over HTTP: one address, POST, JSON. Everything that is refused is refused in the same form. */
export function createGatewayServer(options: GatewayServerOptions): FastifyInstance {
  const { log } = options;
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    logger: false,
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
    if (!(error instanceof SamsynError) && statusOf(error) >= 500)
      log.error({ err: error, requestId: request.id }, 'broke');
    return refuse(request, reply, error instanceof SamsynError ? error : malformed(error));
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
  return send(request, reply, { status: 200, answer, requestId: asked.requestId });
}

async function readAsked(request: FastifyRequest): Promise<Asked> {
  const params = await parseRequestParams(asHttpRequest(request)).catch(() => {
    throw new SamsynError('BODY_MALFORMED', {});
  });
  if (!('query' in params)) {
    const [, init] = params;
    throw new SamsynError(init.status === 415 ? 'MEDIA_TYPE_UNSUPPORTED' : 'BODY_MALFORMED', {});
  }
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    requestId: request.id,
    authorization: request.headers.authorization,
    purpose: header('samsyn-purpose'),
    caseNumber: decodeHeader(header('samsyn-case')),
    withheldAsErrors: header('samsyn-withheld') === 'errors',
    query: params.query,
    operationName: params.operationName ?? null,
    variables: params.variables ?? {},
  };
}

/** A header's bytes are read as Latin-1, as browsers send å, ä and ö; other clients send UTF-8. */
function decodeHeader(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const decoded = Buffer.from(value, 'latin1').toString('utf8');
  return decoded.includes('\ufffd') ? value : decoded;
}

function asHttpRequest(request: FastifyRequest): HttpRequest<null, null> {
  return {
    method: request.method,
    url: '/graphql',
    headers: request.headers,
    body: () => (typeof request.body === 'string' ? request.body : ''),
    raw: null,
    context: null,
  };
}

/** Wrong in the document or variables: clients that ask for plain JSON get 200 with errors, as GraphQL over HTTP has it. */
const WELL_FORMED_REFUSALS: readonly string[] = [
  'DOCUMENT_SYNTAX',
  'DOCUMENT_INVALID',
  'DOCUMENT_TOO_LARGE',
  'OPERATION_UNSUPPORTED',
  'NUMBER_IN_DOCUMENT',
  'VARIABLES_INVALID',
];

function refuse(request: FastifyRequest, reply: FastifyReply, error: SamsynError): FastifyReply {
  const isWellFormed = WELL_FORMED_REFUSALS.includes(error.code);
  const status = isWellFormed && !wantsGraphqlResponse(request) ? 200 : error.status;
  const requestId = request.id;
  const extensions = { code: error.code, ...error.facts };
  const answer = { errors: [{ message: error.message, extensions }], extensions: { requestId } };
  if (error.code === 'RECORD_UNAVAILABLE') reply.header('retry-after', '5');
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return send(request, reply, { status, answer, requestId });
}

interface Sent {
  readonly status: number;
  readonly answer: Answer;
  readonly requestId: string;
}

function send(request: FastifyRequest, reply: FastifyReply, { status, answer, requestId }: Sent): FastifyReply {
  const type = wantsGraphqlResponse(request) ? GRAPHQL_RESPONSE : 'application/json';
  return reply
    .status(status)
    .header('content-type', `${type}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .header('samsyn-request-id', requestId)
    .send(JSON.stringify(answer));
}

function wantsGraphqlResponse(request: FastifyRequest): boolean {
  return request.headers.accept?.includes(GRAPHQL_RESPONSE) ?? false;
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' ? status : 500;
}

function malformed(error: unknown): SamsynError {
  switch (statusOf(error)) {
    case 413:
      return new SamsynError('BODY_TOO_LARGE', { limit: BODY_LIMIT_BYTES });
    case 415:
      return new SamsynError('MEDIA_TYPE_UNSUPPORTED', {});
    case 400:
      return new SamsynError('BODY_MALFORMED', {});
    default:
      return new SamsynError('INTERNAL', {});
  }
}
