import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../request/asked.ts';

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** An answer with the status it goes out under. */
export interface Sent {
  readonly status: number;
  readonly answer: Answer;
}

/** Sends a GraphQL response in the media type that the client prefers; nothing between here and there may keep it. */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, { status, answer }: Sent): FastifyReply {
  const type = wantsGraphqlResponse(request) ? GRAPHQL_RESPONSE : 'application/json';
  return reply
    .status(status)
    .header('content-type', `${type}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .header('samsyn-request-id', request.id)
    .send(JSON.stringify(answer));
}

/** Whether the client reads `application/graphql-response+json`, which has a status for each refusal. */
export function wantsGraphqlResponse(request: FastifyRequest): boolean {
  return request.headers.accept?.includes(GRAPHQL_RESPONSE) ?? false;
}
