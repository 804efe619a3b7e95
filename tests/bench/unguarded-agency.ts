import 'reflect-metadata';
import { fastify } from 'fastify';
import { execute, parse, type DocumentNode } from 'graphql';
import { isAgency } from '../../schema/agency.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { createAgencyContext } from '../../subgraphs/platform/agency-context.ts';
import { openAgencyDatabase } from '../../subgraphs/platform/agency-database.ts';
import { buildAgencySchema } from '../../subgraphs/platform/agency-schema.ts';
import { POLICE } from '../../subgraphs/police/police-agency.ts';
import { SCHOOL } from '../../subgraphs/school/school-agency.ts';
import { SOCIALTJANST } from '../../subgraphs/socialtjanst/socialtjanst-agency.ts';

/**
 * The measure to compare with: an agency's schema over its own database, as the owner, without any rule, receipt, transaction or
 * log. Set by AGENCY, OWNER_DATABASE_URL, PORT.
 */
const agency = process.env['AGENCY'] ?? '';
if (!isAgency(agency)) throw new Error('say which agency');
const definition = { police: POLICE, socialtjanst: SOCIALTJANST, school: SCHOOL }[agency];
const { unguarded } = await buildAgencySchema(definition);
const dataSource = await openAgencyDatabase(definition, process.env['OWNER_DATABASE_URL'] ?? '');
const policySet = loadPolicySet();
const documents = new Map<string, DocumentNode>();

function parseOnce(query: string): DocumentNode {
  const document = documents.get(query) ?? parse(query);
  documents.set(query, document);
  return document;
}

const app = fastify({ logger: false, bodyLimit: 4_194_304 });
app.get('/health/ready', () => ({ status: 'ready' }));
app.post('/graphql', async (request, reply) => {
  const { query, variables } = request.body as { query: string; variables: Record<string, unknown> };
  const context = createAgencyContext({
    agency,
    manager: dataSource.manager,
    receipt: {
      ...{ subject: 'bench', role: 'police.investigator', purpose: 'OWN_AGENCY', caseNumber: null, coordinates: [] },
      ...{ refsDigest: '', policyDigest: policySet.digest, requestId: 'bench' },
    },
    policySet,
    coordinates: [],
    askerAgency: agency,
    consents: {},
    hasReported: undefined,
    now: new Date(),
  });
  const result = await execute({
    schema: unguarded,
    document: parseOnce(query),
    variableValues: variables,
    contextValue: context,
  });
  return reply.send(result);
});
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
