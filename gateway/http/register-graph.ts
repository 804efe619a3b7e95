import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import { registerExplorer, type ExplorerSettings } from '../explorer/register-explorer.ts';
import { answerRequest, type Desk } from '../request/answer-request.ts';
import type { LoadGate } from './load-gate.ts';
import { readAsked } from './read-asked.ts';
import { sendAnswer } from './send-answer.ts';
import type { UntilSent } from './until-sent.ts';

/** What the graph is answered with. */
export interface GraphRoutes {
  readonly desk: Desk;
  readonly explorer: ExplorerSettings | null;
  readonly gate: LoadGate;
  readonly untilSent: UntilSent;
  readonly log: Log;
}

/** One address for the graph: POST, GET for those who know what they do, and the explorer's page for browsers. */
export function registerGraph(app: FastifyInstance, routes: GraphRoutes): void {
  const { desk, explorer } = routes;
  const answer = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    answerHttp(request, reply, routes);
  app.post('/graphql', answer);
  if (explorer === null) app.get('/graphql', answer);
  else registerExplorer(app, explorer, desk.policySet.legalBases, answer);
  app.route({
    url: '/graphql',
    method: ['PUT', 'PATCH', 'DELETE'],
    handler: () => {
      throw new SamsynError('METHOD_NOT_ALLOWED', {});
    },
  });
}

async function answerHttp(
  request: FastifyRequest,
  reply: FastifyReply,
  { desk, gate, log, untilSent }: GraphRoutes,
): Promise<FastifyReply> {
  const started = process.hrtime.bigint();
  const leave = gate.enter();
  try {
    const asked = await readAsked(request);
    const { body, leave: leaveThrottle } = await answerRequest(asked, desk);
    untilSent(request, reply, leaveThrottle);
    log.info({ requestId: asked.requestId, ms: Number(process.hrtime.bigint() - started) / 1e6 }, 'answered');
    return await sendAnswer(request, reply, { status: 200, body });
  } finally {
    leave();
  }
}
