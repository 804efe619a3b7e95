/**
 * Every error that a caller can meet: its HTTP status and what it says. README's table holds the same codes; a test compares.
 * Messages are lower case, tell what to do, and hold no data of a person.
 */
export const ERROR_CATALOGUE = {
  UNAUTHENTICATED: { status: 401, says: 'send a bearer token from a trusted issuer in the header `Authorization`' },
  TOKEN_EXPIRED: { status: 401, says: 'the token has expired: sign in again' },
  TOKEN_FOREIGN: {
    status: 401,
    says: 'the token is not from a trusted issuer, or not for this system: sign in at your agency',
  },
  ISSUER_UNAVAILABLE: {
    status: 503,
    says: 'the issuer of the token does not answer, so nobody can be recognised: try again shortly',
  },
  ROLE_UNKNOWN: {
    status: 403,
    says: 'the token names no role that is known here, or not at this agency, or nobody: ask your agency to correct it',
  },
  ACCESS_REVOKED: { status: 403, says: 'your access was closed: ask your agency why, and who can open it again' },
  REVOCATIONS_UNKNOWN: {
    status: 503,
    says: 'it cannot be known whose access was closed, so nobody is let in: try again shortly',
  },
  PURPOSE_MISSING: { status: 400, says: 'declare why you ask in the header `Samsyn-Purpose`: one of {purposes}' },
  PURPOSE_UNKNOWN: { status: 400, says: 'the header `Samsyn-Purpose` must be one of {purposes}' },
  PURPOSE_NOT_FOR_ROLE: { status: 403, says: 'your role cannot ask for that purpose: choose one of {purposes}' },
  CASE_MISSING: { status: 400, says: 'the purpose {purpose} needs a case number in the header `Samsyn-Case`' },
  CASE_MALFORMED: {
    status: 400,
    says: 'the header `Samsyn-Case` must be a case number of at most 64 characters, and never a personal identity number',
  },
  BODY_TOO_LARGE: {
    status: 413,
    says: 'the body is larger than {limit} bytes: send a smaller document or fewer variables',
  },
  BODY_MALFORMED: {
    status: 400,
    says: 'the body must be JSON with a string `query` and, if any, an object `variables`',
  },
  HEADERS_TOO_LARGE: { status: 431, says: 'the headers and the address are larger than this gateway reads: send less' },
  REQUEST_TOO_SLOW: { status: 408, says: 'the request did not arrive in time: send it again' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, says: 'send `content-type: application/json`' },
  METHOD_NOT_ALLOWED: { status: 405, says: 'send the operation by POST: a URL is written to logs' },
  NUMBER_IN_ADDRESS: {
    status: 400,
    says: 'an address is written to logs: send by POST what names a person, or holds ten digits',
  },
  NOT_FOUND: { status: 404, says: 'there is nothing here: the graph is at /graphql' },
  DOCUMENT_UNKNOWN: {
    status: 400,
    says: 'no document is registered under that id: have it registered, or send the id of one that is',
  },
  DOCUMENT_UNREGISTERED: {
    status: 403,
    says: 'registered documents alone are answered here: have yours registered, and send its id in `documentId`',
  },
  DOCUMENT_SYNTAX: { status: 400, says: 'the document is not GraphQL: {reason}' },
  DOCUMENT_INVALID: { status: 400, says: 'the document does not fit the schema: {reason}' },
  DOCUMENT_TOO_LARGE: { status: 400, says: 'the document passes the limit of {limit} {what}: split it' },
  OPERATION_UNSUPPORTED: { status: 400, says: '{reason}' },
  NUMBER_IN_DOCUMENT: {
    status: 400,
    says: 'pass a personal identity number as a variable, never in the text of the document',
  },
  VARIABLES_INVALID: { status: 400, says: 'the variables do not fit the operation: {reason}' },
  INVALID_PERSONAL_IDENTITY_NUMBER: { status: 200, says: 'the personal identity number is not valid: {explanation}' },
  INPUT_INVALID: { status: 200, says: 'the input is not valid: {reason}' },
  INVALID_REF: { status: 200, says: 'a ref is `r1_` and 43 characters, as given by `Individual.ref`' },
  TOO_MANY_PERSONS: { status: 200, says: 'ask for at most {limit} persons at a time' },
  AGENCY_UNAVAILABLE: { status: 200, says: '{agency} did not answer: the rest of the answer stands, ask again later' },
  AGENCY_TIMEOUT: {
    status: 200,
    says: '{agency} did not answer in time: the rest of the answer stands, ask again later',
  },
  AGENCY_REFUSED: {
    status: 200,
    says: '{agency} refused the request: the rest of the answer stands, report the request id',
  },
  AGENCY_ERROR: {
    status: 200,
    says: '{agency} could not answer this field: the rest of the answer stands, report the request id',
  },
  UNAUTHORIZED_FIELD_OR_TYPE: { status: 200, says: '{reason}' },
  RECEIPT_MISSING: { status: 401, says: 'this port answers the gateway alone: ask the graph' },
  RECEIPT_INVALID: { status: 401, says: 'the receipt is not valid here: {reason}' },
  RECEIPT_EXCEEDED: { status: 403, says: 'the request is wider than its receipt: {reason}' },
  CONSENT_INVALID: { status: 403, says: 'the attested consents are not valid here: {reason}' },
  CONSENT_LAPSED: {
    status: 503,
    says: 'the answer took so long that a consent may have ended meanwhile, so nothing is answered: ask again',
  },
  AGGREGATE_UNKNOWN: { status: 200, says: 'there is no such aggregate: choose an id out of `Query.aggregates`' },
  AGGREGATE_PARAMETER: {
    status: 200,
    says: 'the parameters do not fit: give `{name}` once, with one of the values that the definition lists',
  },
  AGGREGATE_EXPIRED: { status: 403, says: 'the aggregate expired on {day}: its owners must approve a new definition' },
  AGGREGATE_UNAPPROVED: {
    status: 403,
    says: 'the aggregate is not approved by {agencies}: two persons there must approve this very definition first',
  },
  AGGREGATE_BUDGET_SPENT: {
    status: 200,
    says: 'your {limit} new runs in {days} days are spent: what was released before is free, ask anew from {day}',
  },
  AGGREGATE_SOURCE_FAILED: { status: 200, says: 'nothing was counted, since {reasons}: ask again later' },
  AGGREGATE_DIFFERENCE: {
    status: 200,
    says: 'beside earlier releases ({releases}) it would tell of a small group: choose another period or definition',
  },
  AGGREGATE_NOTHING_LEFT: {
    status: 200,
    says: 'every figure would be of too few to be shown: choose a longer period or a coarser definition',
  },
  AGGREGATE_UNPROVEN: {
    status: 200,
    says: 'it could not be proven to tell of no small group: ask again later, or choose a coarser definition',
  },
  AGGREGATE_DEFINITION_UNKNOWN: {
    status: 404,
    says: 'this agency has no such definition, or another text of it: bring both sides to the same version',
  },
  AGGREGATE_RUN_REUSED: { status: 409, says: 'this run was served before: begin a new one' },
  TOO_MANY_REQUESTS: { status: 429, says: 'the limit of {limit} {what} is reached: try again in {seconds} seconds' },
  OVERLOADED: {
    status: 503,
    says: 'the gateway has more to do than it could answer in time: try again in {seconds} seconds',
  },
  PLAN_REFUSED: { status: 500, says: 'the query plan would fetch more than was decided: report the request id' },
  RECORD_UNAVAILABLE: { status: 503, says: 'the record cannot be written, so nothing is answered: try again shortly' },
  INTERNAL: { status: 500, says: 'something broke here: nothing was disclosed, report the request id' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly says: string }>>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** An error that a caller may read. Anything else that is thrown is answered as INTERNAL. */
export class SamsynError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  /** What the message was filled with; goes out as `extensions`. */
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, facts: Readonly<Record<string, string | number>>) {
    super(fill(ERROR_CATALOGUE[code].says, facts));
    this.name = 'SamsynError';
    this.code = code;
    this.status = ERROR_CATALOGUE[code].status;
    this.facts = facts;
  }
}

function fill(text: string, facts: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? `{${name}}`));
}
