import type { FastifyRequest } from 'fastify';
import { parseRequestParams, type Request as HttpRequest } from 'graphql-http';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Asked } from '../request/asked.ts';

/**
 * Reads what is asked out of an HTTP request.
 * @throws SamsynError BODY_MALFORMED, MEDIA_TYPE_UNSUPPORTED
 */
export async function readAsked(request: FastifyRequest): Promise<Asked> {
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
