import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import type { LegalBasis } from '../../policies/policy-set.ts';
import { AGENCY_TITLES } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { PURPOSES } from '../../schema/purpose.ts';
import { sendPageFile, withPageHeaders } from '../browser/page-file.ts';
import { EXAMPLE_QUERIES, NUMBER_TO_FILL_IN, WHO_AM_I } from './example-queries.ts';
import type { ExampleQuery } from './example-query.ts';
import { readExplorerFiles } from './read-explorer-files.ts';
import { CLOSED_WORDS, GROUND_WORDS } from './withheld-words.ts';

/** Where the explorer signs people in, and whom its examples ask about. */
export interface ExplorerSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** The number of an invented person of the synthetic town; without one the examples leave it to be filled in. */
  readonly exampleNumber?: string | undefined;
}

/**
 * Serves the explorer: the page to browsers at `GET /graphql`, its files under `/explorer/`. The page loads nothing from
 * elsewhere, and may connect to this origin and the issuer alone.
 * @param answerProgram answers whoever asks there for anything else than the page
 */
export function registerExplorer(
  app: FastifyInstance,
  settings: ExplorerSettings,
  legalBases: ReadonlyMap<string, LegalBasis> = loadPolicySet().legalBases,
  answerProgram: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply> = refuseProgram,
): void {
  const files = readExplorerFiles();
  const words = JSON.stringify(wordsForPage(settings, legalBases));
  const policy = contentSecurityPolicy(settings.issuer);

  app.get('/graphql', (request, reply) => {
    reply.header('vary', 'accept');
    if (!wantsHtml(request)) return answerProgram(request, reply);
    reply.header('content-security-policy', policy);
    return sendPageFile(request, reply, files.get('index.html'));
  });
  app.get('/explorer/settings.json', (_, reply) => withPageHeaders(reply).type('application/json').send(words));
  app.get<{ Params: { name: string } }>('/explorer/:name', (request, reply) =>
    sendPageFile(request, reply, files.get(request.params.name)),
  );
}

function refuseProgram(_request: FastifyRequest, reply: FastifyReply): never {
  reply.header('allow', 'POST');
  throw new SamsynError('METHOD_NOT_ALLOWED', {});
}

/** The editor sets styles on its own elements, hence `unsafe-inline` for styles; scripts come from files alone. */
function contentSecurityPolicy(issuer: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    'font-src data:',
    `connect-src 'self' ${new URL(issuer).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function wantsHtml(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}

function wordsForPage(settings: ExplorerSettings, legalBases: ReadonlyMap<string, LegalBasis>) {
  return {
    issuer: settings.issuer,
    clientId: settings.clientId,
    agencyTitles: AGENCY_TITLES,
    purposes: PURPOSES,
    whoAmI: WHO_AM_I,
    examples: EXAMPLE_QUERIES.map((example) => withNumber(example, settings.exampleNumber ?? NUMBER_TO_FILL_IN)),
    closedWords: CLOSED_WORDS,
    groundWords: GROUND_WORDS,
    laws: Object.fromEntries([...legalBases].map(([cite, basis]) => [cite, `${basis.statute}: ${basis.says}`])),
  };
}

function withNumber(example: ExampleQuery, number: string): ExampleQuery {
  const filled = Object.entries(example.variables).map(([name, value]) => [
    name,
    value === NUMBER_TO_FILL_IN ? number : value,
  ]);
  return { ...example, variables: Object.fromEntries(filled) as Readonly<Record<string, unknown>> };
}
