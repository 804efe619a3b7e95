import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { JWTVerifyGetKey } from 'jose';
import type { GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import { inSpan } from '../../schema/process/telemetry/span.ts';
import { readTraceParent } from '../../schema/process/telemetry/trace-parent.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { AGENCY_HEADERS, verifyReceipt, type Receipt } from '../../policies/receipt.ts';
import type { Requester, TokenVerifier } from '../../policies/requester.ts';
import type { AgencyDefinition } from './agency-definition.ts';
import type { Contributing } from './aggregates/answer-contribution.ts';
import { registerAggregates } from './aggregates/register-aggregates.ts';
import { answerAttestation, type Attesting } from './answer-attestation.ts';
import { answerOperation } from './answer-operation.ts';
import type { ConsentGate } from './consent-gate.ts';
import { agencyMetrics } from './telemetry/agency-metrics.ts';
import type { Tally } from './bound-transaction.ts';
import { observeAsked } from './telemetry/observe-asked.ts';

export interface AgencyServerOptions {
  readonly agency: Agency;
  readonly schema: GraphQLSchema;
  readonly dataSource: DataSource;
  readonly policySet: PolicySet;
  /** The policy as it is in force at a time. */
  readonly policyAt: (now: Date) => PolicySet;
  readonly tokens: TokenVerifier;
  readonly receiptKeys: JWTVerifyGetKey;
  readonly consents: ConsentGate;
  /** Null where consents are not kept. */
  readonly attestations: Attesting | null;
  /** Null where nothing is counted: an agency that a test puts together. */
  readonly contributing: Contributing | null;
  readonly hasReported: AgencyDefinition['hasReported'];
  readonly log: Log;
  readonly clock: () => Date;
}

const BODY_LIMIT_BYTES = 1_048_576;

const operationBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  extensions: z.object({ consents: z.string().optional() }).nullish(),
});

/** Serves one agency's subgraph to the gateway, and to nobody else: each request needs the user's token and a receipt. */
export function createAgencyServer(options: AgencyServerOptions): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    logger: false,
    // While it stops, what still comes in is answered as always.
    return503OnClosing: false,
    frameworkErrors: (_error, _request, reply) => {
      void refuse(reply, new SamsynError('NOT_FOUND', {}));
    },
  });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const status = await readReadiness(options);
    return reply.status(status === 'ready' ? 200 : 503).send({ status });
  });
  app.post('/graphql', (request, reply) => observeAsked('operation', () => answerGateway(request, reply, options)));
  const { attestations, contributing } = options;
  if (contributing !== null) registerAggregates(app, { ...options, contributing });
  if (attestations !== null) {
    app.post('/consent-attestations', (request, reply) =>
      observeAsked('attestation', () => attestConsents(request, reply, { ...options, attestations })),
    );
  }
  app.setNotFoundHandler((_request, reply) => refuse(reply, new SamsynError('NOT_FOUND', {})));
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof SamsynError) return refuse(reply, error);
    options.log.error({ err: error }, 'broke');
    return refuse(reply, malformed(error));
  });
  return app;
}

/** Whether the agency can answer, and which part is missing if not. */
async function readReadiness({ dataSource, tokens }: AgencyServerOptions): Promise<string> {
  const hasDatabase = await dataSource.query('SELECT 1').then(
    () => true,
    () => false,
  );
  if (!hasDatabase) return 'no database';
  return (await tokens.hasKeys()) ? 'ready' : 'no keys of any issuer';
}

async function answerGateway(
  request: FastifyRequest,
  reply: FastifyReply,
  options: AgencyServerOptions,
): Promise<FastifyReply> {
  const now = options.clock();
  const { receipt, requester } = await admit(request, options, now);
  const body = operationBody.safeParse(request.body);
  if (!body.success) throw new SamsynError('BODY_MALFORMED', {});
  const { query, variables, extensions } = body.data;
  const consents = await options.consents.admit(extensions?.consents, receipt, now);
  const result = await observed('operation', { request, receipt, ...options }, (tally) =>
    answerOperation({
      ...options,
      tally,
      ...{ query, variables: variables ?? {}, receipt, askerAgency: requester.agency, consents, now },
    }),
  );
  return reply.header('content-type', 'application/json; charset=utf-8').send(result);
}

async function attestConsents(
  request: FastifyRequest,
  reply: FastifyReply,
  options: AgencyServerOptions & { readonly attestations: Attesting },
): Promise<FastifyReply> {
  const now = options.clock();
  const { receipt } = await admit(request, options, now);
  const result = await observed('attestation', { request, receipt, ...options }, (tally) =>
    answerAttestation({ ...options, tally, attesting: options.attestations, body: request.body, receipt, now }),
  );
  return reply.send(result);
}

interface Observed extends Pick<AgencyServerOptions, 'agency' | 'log'> {
  readonly request: FastifyRequest;
  readonly receipt: Receipt;
}

const SAID = { operation: 'answered', attestation: 'attested' } as const;

/** Goes on with the gateway's trace, once a receipt has shown that it is the gateway that asks, and tells how many statements it took. */
function observed<Result>(
  asked: keyof typeof SAID,
  { request, receipt: { requestId }, agency, log }: Observed,
  work: (tally: Tally) => Promise<Result>,
): Promise<Result> {
  const facts = { 'samsyn.request_id': requestId, 'samsyn.agency': agency };
  const answer = async (): Promise<Result> => {
    const tally: Tally = { statements: 0 };
    const result = await work(tally);
    agencyMetrics.statements.observe([asked], tally.statements);
    log.info({ requestId, statements: tally.statements }, SAID[asked]);
    return result;
  };
  return inSpan('answer gateway', facts, answer, readTraceParent(request.headers['traceparent']));
}

interface Admitted {
  readonly receipt: Receipt;
  readonly requester: Requester;
}

/** The user's own token is verified again, so that the gateway alone can invent nobody. */
async function admit(request: FastifyRequest, options: AgencyServerOptions, now: Date): Promise<Admitted> {
  const header = request.headers[AGENCY_HEADERS.receipt];
  const receipt = await verifyReceipt(typeof header === 'string' ? header : undefined, {
    audience: options.agency,
    keys: options.receiptKeys,
    now,
  });
  const requester = await options.tokens.verify(request.headers.authorization, now);
  requireSame(receipt, requester);
  if (receipt.policyDigest !== options.policySet.digest) {
    throw new SamsynError('RECEIPT_INVALID', { reason: 'it was decided by another version of the policy' });
  }
  return { receipt, requester };
}

function requireSame(receipt: Receipt, requester: Requester): void {
  if (receipt.subject !== requester.subject || receipt.role !== requester.role) {
    throw new SamsynError('RECEIPT_INVALID', { reason: 'it was issued for somebody else than the token' });
  }
}

function malformed(error: unknown): SamsynError {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return new SamsynError('BODY_TOO_LARGE', { limit: BODY_LIMIT_BYTES });
  if (status === 415) return new SamsynError('MEDIA_TYPE_UNSUPPORTED', {});
  return new SamsynError(status === 400 ? 'BODY_MALFORMED' : 'INTERNAL', {});
}

function refuse(reply: FastifyReply, error: SamsynError): FastifyReply {
  return reply.status(error.status).send({ errors: [{ message: error.message, extensions: { code: error.code } }] });
}
