import Fastify, { type FastifyInstance } from 'fastify';
import { buildSchema, graphql } from 'graphql';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { readMeasures } from '../../../schema/measure.ts';
import { SamsynError } from '../../../schema/error-catalogue.ts';
import { isRole, ROLE_TITLES } from '../../../schema/role.ts';
import { AggregateRefusal } from '../../../gateway/aggregates/aggregate-refusal.ts';
import { readExportOptions } from '../../../gateway/aggregates/export/export-options.ts';
import { exportRelease } from '../../../gateway/aggregates/export/export-release.ts';
import { showDefinition, showSources } from '../../../gateway/aggregates/graph/show-definition.ts';
import { showRelease } from '../../../gateway/aggregates/graph/show-release.ts';
import type { AggregateRelease } from '../../../gateway/aggregates/release.ts';
import { registerAggregatePage } from '../../../gateway/aggregates/register-aggregate-page.ts';
import { registerBrowserFiles } from '../../../gateway/browser/register-browser-files.ts';
import { AGGREGATE_FIELDS, AGGREGATE_TYPES } from '../../../gateway/federation/local/aggregate-sdl.ts';
import { definitions, RELEASE_ID, sampleRelease } from './sample-release.ts';

/** Nobody has approved it here, so it is refused. */
export const UNAPPROVED = 'investigation-time';

const NOW = new Date('2026-11-10T09:00:00Z');

export interface AskedOfSmallGateway {
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

const SCHEMA = buildSchema(`
  type Me { role: String, roleTitle: String, agency: String }
  type Query { me: Me ${AGGREGATE_FIELDS} }
  ${AGGREGATE_TYPES}
`);

const RUNS = [
  {
    ...{ id: 'run-2', at: '2026-11-10T08:30:00.000Z', definition: UNAPPROVED, digest: 'x', period: '2026-HT' },
    ...{ outcome: 'REFUSED', code: 'AGGREGATE_UNAPPROVED', agency: 'socialtjanst' },
  },
  {
    ...{
      id: 'run-1',
      at: '2026-11-09T14:02:00.000Z',
      definition: 'concern-report-inflow',
      digest: 'y',
      period: '2026-HT',
    },
    ...{ outcome: 'RELEASED', code: null, agency: 'socialtjanst' },
  },
];

/**
 * Serves the page before a gateway that counts nothing: releases have invented figures, and one definition is refused. The
 * forms, fields and files are the real ones.
 * @param issuer null where nobody can sign in
 */
export function createSmallAggregateGateway(
  issuer: string | null,
  onAsked: (asked: AskedOfSmallGateway) => void,
): FastifyInstance {
  const app = Fastify();
  app.addHook('onRequest', (request, _, done) => {
    onAsked({ url: request.url, headers: request.headers });
    done();
  });
  app.setErrorHandler((error, _, reply) => {
    const told = error instanceof SamsynError ? error : new SamsynError('INTERNAL', {});
    return reply.status(told.status).send({ errors: [{ message: told.message, extensions: { code: told.code } }] });
  });
  registerBrowserFiles(app);
  registerAggregatePage(app, issuer === null ? null : { issuer, clientId: 'samsyn-explorer' });
  app.get('/aggregates/public.json', () => ({ definitions: listDefinitions(), runs: RUNS }));
  const roleOf = createRoleReader(issuer);
  app.post<{ Body: { query: string; variables?: Record<string, unknown> } }>('/graphql', async (request) => {
    const role = await roleOf(request.headers.authorization);
    const { query, variables = {} } = request.body;
    const me = { role, roleTitle: isRole(role) ? ROLE_TITLES[role] : role, agency: 'socialtjanst' };
    return graphql({ schema: SCHEMA, source: query, variableValues: variables, rootValue: { me, aggregate: answer } });
  });
  app.get<{ Params: { id: string; format: string }; Querystring: Record<string, unknown> }>(
    '/aggregates/releases/:id/:format',
    async (request, reply) => {
      await roleOf(request.headers.authorization);
      const release = inflow();
      const { id, format } = request.params;
      const options = readExportOptions(format, request.query, release.tables.length);
      const isStatistics = request.headers['samsyn-purpose'] === 'STATISTICS';
      if (id !== RELEASE_ID || options === null || !isStatistics) throw new SamsynError('NOT_FOUND', {});
      const { body, type, fileName } = await exportRelease(release, options);
      return reply.type(type).header('content-disposition', `attachment; filename="${fileName}"`).send(body);
    },
  );
  return app;
}

function createRoleReader(issuer: string | null): (authorization: string | undefined) => Promise<string> {
  const keys = issuer === null ? null : createRemoteJWKSet(new URL(`${issuer}/jwks`));
  return async (authorization) => {
    if (keys === null || issuer === null) return authorization === 'Bearer analyst' ? 'analyst' : unknown();
    const token = (authorization ?? '').replace('Bearer ', '');
    const { payload } = await jwtVerify(token, keys, { issuer, audience: 'urn:samsyn:graph' }).catch(unknown);
    return String(payload['samsyn_role']);
  };
}

function unknown(): never {
  throw new SamsynError('UNAUTHENTICATED', {});
}

function inflow() {
  return sampleRelease('concern-report-inflow', { now: NOW.toISOString() });
}

const RELEASES: Readonly<Record<string, { readonly period: string; readonly make: () => AggregateRelease }>> = {
  'concern-report-inflow': { period: '2026-HT', make: inflow },
  'unexcused-absence': { period: '2026-VT', make: () => sampleRelease('unexcused-absence', { period: '2026-VT' }) },
};

function answer({ id, parameters }: { id: string; parameters: readonly { name: string; value: string }[] }) {
  if (id === UNAPPROVED)
    return refused(new AggregateRefusal('AGGREGATE_UNAPPROVED', { agencies: 'socialtjanst' }, ['socialtjanst']));
  const known = RELEASES[id];
  if (known === undefined) return refused(new AggregateRefusal('AGGREGATE_UNKNOWN', {}));
  if (parameters[0]?.name !== 'term' || parameters[0].value !== known.period) {
    return refused(new AggregateRefusal('AGGREGATE_PARAMETER', { name: 'term' }));
  }
  const release = known.make();
  const definition = showDefinition(release.definition, NOW);
  return { status: 'RELEASED', refusal: null, release: { ...showRelease(release), definition } };
}

function refused({ code, message, missing }: AggregateRefusal) {
  return { status: 'REFUSED', refusal: { code, message, missing }, release: null };
}

function listDefinitions() {
  const measures = readMeasures();
  return [...definitions.values()].map((definition) => {
    const approval = { definition: definition.id, digest: definition.digest, needed: 2, withdrawn: false, since: null };
    const approvals = new Map(
      (['police', 'socialtjanst', 'school'] as const).map((agency) => [
        agency,
        [{ ...approval, approvals: definition.id === UNAPPROVED ? 1 : 2 }],
      ]),
    );
    return { ...showDefinition(definition, NOW), sources: showSources(definition, measures, approvals) };
  });
}
