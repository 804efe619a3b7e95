import type { FastifyInstance } from 'fastify';
import { AGENCY_TITLES } from '../../schema/agency.ts';
import { DIMENSION_NAMES } from '../../schema/aggregate-codes.ts';
import { UNIT_WORDS } from '../../schema/aggregate-units.ts';
import { readPageFile, sendPageFile, withPageHeaders } from '../browser/page-file.ts';
import { RUN_AGGREGATE, WHO_RUNS } from './aggregate-documents.ts';

/** Where an analyst signs in. */
export interface AggregatePageSettings {
  readonly issuer: string;
  readonly clientId: string;
}

const FILES = [
  'index.html',
  'aggregates.css',
  'aggregates.js',
  'definition-list.js',
  'fetch-export.js',
  'figures-table.js',
  'refusal-note.js',
  'release-view.js',
  'run-form.js',
  'run-list.js',
  'snippets.js',
  'words.js',
] as const;

/**
 * Serves the page of aggregates at `GET /aggregates`: what is counted, who has approved it and what was run, for everybody; and
 * for analysts who sign in the figures. It loads nothing from elsewhere.
 * @param settings null where nobody can sign in here: then the page has its public part alone
 */
export function registerAggregatePage(app: FastifyInstance, settings: AggregatePageSettings | null): void {
  const files = new Map(
    FILES.map((name) => [name as string, readPageFile(name, new URL(`page/${name}`, import.meta.url))]),
  );
  const words = JSON.stringify({
    signIn: settings === null ? null : { issuer: settings.issuer, clientId: settings.clientId },
    documents: { run: RUN_AGGREGATE, whoRuns: WHO_RUNS },
    agencyTitles: AGENCY_TITLES,
    dimensionNames: DIMENSION_NAMES,
    units: UNIT_WORDS,
  });
  const policy = contentSecurityPolicy(settings);

  app.get('/aggregates', (request, reply) => {
    reply.header('content-security-policy', policy);
    return sendPageFile(request, reply, files.get('index.html'));
  });
  app.get('/aggregates/page/settings.json', (_, reply) => withPageHeaders(reply).type('application/json').send(words));
  app.get<{ Params: { name: string } }>('/aggregates/page/:name', (request, reply) =>
    sendPageFile(request, reply, files.get(request.params.name)),
  );
}

/** Charts are shown out of memory, hence `blob:`; as pictures, in which no script runs. */
function contentSecurityPolicy(settings: AggregatePageSettings | null): string {
  const issuer = settings === null ? '' : ` ${new URL(settings.issuer).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src blob: data:',
    `connect-src 'self'${issuer}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
