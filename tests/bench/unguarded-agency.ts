import 'reflect-metadata';
import { fastify } from 'fastify';
import { execute, parse, type DocumentNode } from 'graphql';
import { isAgency } from '../../schema/agency.ts';
import { coordinatesOfDocument } from '../../schema/document-coordinates.ts';
import { refsIn } from '../../schema/ref.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import type { Receipt } from '../../policies/receipt.ts';
import { createAgencyContext } from '../../subgraphs/platform/agency-context.ts';
import { openAgencyDatabase } from '../../subgraphs/platform/agency-database.ts';
import { buildAgencySchema } from '../../subgraphs/platform/agency-schema.ts';
import { logDisclosures } from '../../subgraphs/platform/disclosure-log.ts';
import { POLICE } from '../../subgraphs/police/police-agency.ts';
import { SCHOOL } from '../../subgraphs/school/school-agency.ts';
import { SOCIALTJANST } from '../../subgraphs/socialtjanst/socialtjanst-agency.ts';
import { openReceiptDesk } from './unguarded/receipt-desk.ts';

/**
 * The measure to compare with: an agency's schema over its own database, as the owner, without any rule or row-level security. Set by
 * AGENCY, OWNER_DATABASE_URL, PORT. With the settings of a serving agency besides, it wants a receipt, attests and admits consents, and
 * logs what it gives; else it does none of that.
 */
const agency = process.env['AGENCY'] ?? '';
if (!isAgency(agency)) throw new Error('say which agency');
const definition = { police: POLICE, socialtjanst: SOCIALTJANST, school: SCHOOL }[agency];
const { unguarded } = await buildAgencySchema(definition);
const dataSource = await openAgencyDatabase(definition, process.env['OWNER_DATABASE_URL'] ?? '');
const policySet = loadPolicySet();
const documents = new Map<string, { readonly document: DocumentNode; readonly coordinates: readonly string[] }>();
const NOBODY: Receipt = {
  ...{ subject: 'bench', role: 'police.investigator', purpose: 'OWN_AGENCY', caseNumber: null, coordinates: [] },
  ...{ refsDigest: '', policyDigest: policySet.digest, requestId: 'bench' },
};

function readOnce(query: string) {
  const known = documents.get(query);
  if (known !== undefined) return known;
  const document = parse(query);
  const read = { document, coordinates: coordinatesOfDocument(document, unguarded) };
  documents.set(query, read);
  return read;
}

const app = fastify({ logger: false, bodyLimit: 4_194_304 });
const desk =
  process.env['RECEIPT_KEYS'] === undefined ? null : await openReceiptDesk(app, { definition, dataSource, policySet });
app.get('/health/ready', () => ({ status: 'ready' }));
app.post('/graphql', async (request, reply) => {
  const { query, variables } = request.body as { query: string; variables: Record<string, unknown> };
  const now = new Date();
  const admitted = await desk?.admit(request, now);
  const { document, coordinates } = readOnce(query);
  const context = createAgencyContext({
    ...{ agency, manager: dataSource.manager, receipt: admitted?.receipt ?? NOBODY, policySet, coordinates: [], now },
    ...{ askerAgency: agency, consents: admitted?.consents ?? {}, hasReported: undefined },
  });
  const result = await execute({
    schema: unguarded,
    document,
    variableValues: variables,
    contextValue: context,
  });
  if (admitted === undefined) return reply.send(result);
  const disclosures = refsIn(variables).map((personRef) => {
    return { personRef, released: coordinates, withheld: [], grounds: [] };
  });
  await logDisclosures(dataSource.manager, admitted.receipt, { disclosures, now });
  return reply.send({ ...result, extensions: { grounds: {} } });
});
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
