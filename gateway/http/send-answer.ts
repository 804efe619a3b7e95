import type { FastifyReply, FastifyRequest } from 'fastify';

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** An answer with the status it goes out under. */
export interface Sent {
  readonly status: number;
  /** JSON in UTF-8. */
  readonly body: Buffer;
}

/** Sends a GraphQL response in the media type that the client prefers; nothing between here and there may keep it. */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, { status, body }: Sent): FastifyReply {
  return reply
    .status(status)
    .header('content-type', answerTypeFor(request))
    .header('cache-control', 'no-store')
    .header('samsyn-request-id', request.id)
    .send(body);
}

/** The media type that a client is answered in. */
export function answerTypeFor(request: FastifyRequest): string {
  return `${wantsGraphqlResponse(request) ? GRAPHQL_RESPONSE : 'application/json'}; charset=utf-8`;
}

/**
 * Whether the client prefers `application/graphql-response+json`, which has a status for each refusal; plain JSON is for everybody
 * else, and for whoever accepts neither.
 */
export function wantsGraphqlResponse({ headers }: FastifyRequest): boolean {
  const accepted = (headers.accept ?? '').toLowerCase().split(',').map(readPreference);
  const weight = weigh(accepted, GRAPHQL_RESPONSE);
  return weight > 0 && weight >= weigh(accepted, 'application/json');
}

function weigh(accepted: readonly Preference[], type: string): number {
  return accepted.find((preference) => preference.type === type)?.weight ?? 0;
}

interface Preference {
  readonly type: string;
  /** 0 to 1; 0 is not at all. */
  readonly weight: number;
}

function readPreference(text: string): Preference {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const isOtherCharset = parameters.some((parameter) => /^charset=(?!"?utf-?8"?$)/.test(parameter));
  return { type, weight: isOtherCharset ? 0 : Number(weight ?? 1) || 0 };
}
