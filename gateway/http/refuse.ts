import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode, SamsynError } from '../../schema/error-catalogue.ts';
import { sendAnswer, wantsGraphqlResponse } from './send-answer.ts';

/** Wrong in the document or variables: clients that ask for plain JSON get 200 with errors, as GraphQL over HTTP has it. */
const WELL_FORMED_REFUSALS: readonly string[] = [
  'DOCUMENT_SYNTAX',
  'DOCUMENT_INVALID',
  'DOCUMENT_TOO_LARGE',
  'OPERATION_UNSUPPORTED',
  'NUMBER_IN_DOCUMENT',
  'VARIABLES_INVALID',
];

/** Where the error itself does not know how long. */
const RETRY_AFTER_SECONDS: Readonly<Partial<Record<ErrorCode, number>>> = { RECORD_UNAVAILABLE: 5 };

/** Answers with an error of the catalogue; everything that is refused is refused in this form. */
export function refuse(request: FastifyRequest, reply: FastifyReply, error: SamsynError): FastifyReply {
  const isWellFormed = WELL_FORMED_REFUSALS.includes(error.code);
  const status = isWellFormed && !wantsGraphqlResponse(request) ? 200 : error.status;
  const extensions = { code: error.code, ...error.facts };
  const answer = { errors: [{ message: error.message, extensions }], extensions: { requestId: request.id } };
  const seconds = RETRY_AFTER_SECONDS[error.code] ?? error.facts['seconds'];
  if (seconds !== undefined) reply.header('retry-after', String(seconds));
  if (error.code === 'METHOD_NOT_ALLOWED') reply.header('allow', 'POST');
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return sendAnswer(request, reply, { status, body: Buffer.from(JSON.stringify(answer)) });
}
