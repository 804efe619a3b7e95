import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { TOKEN_KEY_HEADER } from '../../../policies/aggregates/token-key-header.ts';
import { AGENCY_HEADERS } from '../../../policies/receipt.ts';
import type { TokenVerifier } from '../../../policies/requester.ts';
import type { Agency } from '../../../schema/agency.ts';
import { SamsynError } from '../../../schema/error-catalogue.ts';
import type { Log } from '../../../schema/process/log.ts';
import { answerContribution, type Contributing } from './answer-contribution.ts';
import { listApprovals } from './list-approvals.ts';

export interface AggregateRoutes {
  readonly agency: Agency;
  readonly contributing: Contributing;
  readonly tokens: TokenVerifier;
  readonly receiptKeys: JWTVerifyGetKey;
  readonly log: Log;
  readonly clock: () => Date;
}

/** Everything that is asked stands in the receipt. */
const contributionBody = z.strictObject({});

/** Adds what an agency does for aggregates to its port: contributions for the gateway, and its approvals, which are public. */
export function registerAggregates(app: FastifyInstance, routes: AggregateRoutes): void {
  const { agency, contributing, log, clock } = routes;
  app.get('/aggregates/approvals', async () => ({ approvals: await listApprovals(agency, contributing) }));
  app.post('/aggregates/contribution', async (request, reply) => {
    if (!contributionBody.safeParse(request.body).success) throw new SamsynError('BODY_MALFORMED', {});
    const { authorization } = request.headers;
    const header = request.headers[AGENCY_HEADERS.receipt];
    const receipt = typeof header === 'string' ? header : undefined;
    const answer = await answerContribution({ ...routes, authorization, receipt, now: clock() });
    // Not how much: exact figures are kept nowhere.
    log.info({ requestId: answer.requestId }, 'contributed');
    if (answer.keyCheck !== null) void reply.header(TOKEN_KEY_HEADER, answer.keyCheck);
    return reply.header('content-type', 'text/csv; charset=utf-8').send(Readable.from(answer.text));
  });
}
