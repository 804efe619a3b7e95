import type { FastifyRequest } from 'fastify';
import { parseRequestParams, type Request as HttpRequest } from 'graphql-http';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Asked } from '../request/asked.ts';
import { readDocumentId } from './read-document-id.ts';
import { requireSafeAddress } from './require-safe-address.ts';

/** The header of GraphQL over HTTP that no page can send to another origin without asking that origin first. */
const PREFLIGHT_HEADER = 'graphql-require-preflight';

type Params = Readonly<Record<string, unknown>>;

/**
 * Reads what is asked out of an HTTP request. A POST is JSON, which no form of a page can send; a GET must say in a header that it
 * means to, and must name nobody.
 * @throws SamsynError BODY_MALFORMED, MEDIA_TYPE_UNSUPPORTED, METHOD_NOT_ALLOWED, NUMBER_IN_ADDRESS, OPERATION_UNSUPPORTED
 */
export async function readAsked(request: FastifyRequest): Promise<Asked> {
  const isGet = request.method !== 'POST';
  if (isGet) requireMeantGet(request);
  const raw = isGet ? readAddress(request.url) : readBody(request);
  const documentId = readDocumentId(raw);
  const params = await readParams(request, documentId === null ? raw : { ...raw, query: raw['query'] ?? '' });
  return {
    requestId: request.id,
    authorization: request.headers.authorization,
    purpose: soleHeader(request, 'samsyn-purpose'),
    caseNumber: decodeHeader(soleHeader(request, 'samsyn-case')),
    withheldAsErrors: soleHeader(request, 'samsyn-withheld') === 'errors',
    query: params.query,
    documentId,
    operationName: params.operationName ?? null,
    variables: params.variables ?? {},
    isReadOnly: isGet,
  };
}

function soleHeader({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function requireMeantGet({ method, headers, url }: FastifyRequest): void {
  if (method !== 'GET' || (headers[PREFLIGHT_HEADER] ?? '') === '') throw new SamsynError('METHOD_NOT_ALLOWED', {});
  requireSafeAddress(url);
}

function readAddress(url: string): Params {
  const search = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const written = ['query', 'operationName', 'documentId'].flatMap((name) => {
    const text = search.get(name);
    return text === null ? [] : [[name, text] as const];
  });
  const encoded = ['variables', 'extensions'].flatMap((name) => {
    const text = search.get(name);
    return text === null || text === '' ? [] : [[name, parseJson(text)] as const];
  });
  return Object.fromEntries([...written, ...encoded]);
}

function readBody({ body }: FastifyRequest): Params {
  const parsed = parseJson(typeof body === 'string' ? body : '');
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new SamsynError('BODY_MALFORMED', {});
  return parsed as Params;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new SamsynError('BODY_MALFORMED', {});
  }
}

/** The reference implementation says what parameters are well formed, wherever they came from. */
async function readParams({ headers, method }: FastifyRequest, params: Params) {
  const type = method === 'POST' ? headers['content-type'] : 'application/json';
  const request: HttpRequest<null, null> = {
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': type },
    body: { ...params },
    raw: null,
    context: null,
  };
  const read = await parseRequestParams(request).catch(() => {
    throw new SamsynError('BODY_MALFORMED', {});
  });
  if ('query' in read) return read;
  const [, { status }] = read;
  throw new SamsynError(status === 415 ? 'MEDIA_TYPE_UNSUPPORTED' : 'BODY_MALFORMED', {});
}

/** A header's bytes are read as Latin-1, as browsers send å, ä and ö; other clients send UTF-8. */
function decodeHeader(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const decoded = Buffer.from(value, 'latin1').toString('utf8');
  return decoded.includes('\ufffd') ? value : decoded;
}
