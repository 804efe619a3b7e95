import type { FastifyInstance, FastifyReply } from 'fastify';
import type { LoadGate } from '../http/load-gate.ts';
import type { UntilSent } from '../http/until-sent.ts';
import { overloaded } from '../limits/overloaded.ts';
import type { Desk } from '../request/answer-request.ts';
import type { AggregateDesk } from './aggregate-desk.ts';
import { fetchExport } from './fetch-export.ts';
import { createPublicList } from './graph/public-list.ts';

interface ExportRoute {
  readonly Params: { readonly id: string; readonly format: string };
  readonly Querystring: Readonly<Record<string, unknown>>;
}

/** Who waits for the public list, while agencies are asked for it: anybody may, so it takes no place from who has signed in. */
const LOOKING_AT_ONCE = 100;

/** What is served beside the graph. */
export interface AggregateRoutes {
  readonly desk: Desk;
  readonly aggregates: AggregateDesk;
  /** Counts a file like a question to the graph: it takes longer than most. */
  readonly gate: LoadGate;
  readonly untilSent: UntilSent;
}

/** Serves what lies beside the graph: the public list at `GET /aggregates/public.json`, and releases as files to analysts. */
export function registerAggregateRoutes(
  app: FastifyInstance,
  { desk, aggregates, gate, untilSent }: AggregateRoutes,
): void {
  const readList = createPublicList(aggregates);
  let looking = 0;
  app.get('/aggregates/public.json', async (_, reply) => {
    if (looking >= LOOKING_AT_ONCE) throw overloaded();
    looking += 1;
    const list = await readList().finally(() => {
      looking -= 1;
    });
    return withSafeHeaders(reply)
      .header('cache-control', 'no-cache')
      .type('application/json')
      .send(JSON.stringify(list));
  });
  app.get<ExportRoute>('/aggregates/releases/:id/:format', async (request, reply) => {
    const { id: release, format } = request.params;
    const question = {
      requestId: request.id,
      authorization: request.headers.authorization,
      purpose: soleHeader(request.headers['samsyn-purpose']),
      caseNumber: soleHeader(request.headers['samsyn-case']),
      ...{ release, format, query: request.query },
    };
    const { body, type, fileName, leave } = await counted(gate, () => fetchExport(question, desk, aggregates));
    untilSent(request, reply, leave);
    return withSafeHeaders(reply)
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .header('samsyn-request-id', request.id)
      .type(type)
      .send(body);
  });
}

async function counted<Result>(gate: LoadGate, work: () => Promise<Result>): Promise<Result> {
  const leave = gate.enter();
  try {
    return await work();
  } finally {
    leave();
  }
}

function withSafeHeaders(reply: FastifyReply): FastifyReply {
  return reply.headers({
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
}

function soleHeader(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
