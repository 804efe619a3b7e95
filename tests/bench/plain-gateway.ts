import { createServer, type IncomingMessage } from 'node:http';
import { createHash } from 'node:crypto';
import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway';
import { parse } from 'graphql';
import { readSupergraph } from '../../schema/sdl/read-sdl.ts';
import { AGENCIES } from '../../schema/agency.ts';
import { createLocalSubgraph } from '../../gateway/federation/local-subgraph.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { parseRefKey } from '../../schema/ref.ts';

/**
 * The measure to compare with: @apollo/gateway as it comes, with its own way of fetching, on plain node:http. No rule, no receipt, no
 * record, no mask. Set by AGENCY_URLS, REF_KEY, PORT.
 */
const urls = JSON.parse(process.env['AGENCY_URLS'] ?? '{}') as Readonly<Record<string, string>>;
const policySet = loadPolicySet();
const local = createLocalSubgraph({
  refKey: parseRefKey(process.env['REF_KEY'] ?? ''),
  policySet,
  policyAt: () => policySet,
  clock: () => new Date(),
  aggregates: null,
});
const gateway = new ApolloGateway({
  supergraphSdl: readSupergraph(),
  buildService: ({ name }) => {
    const agency = AGENCIES.find((known) => known === name);
    if (agency === undefined) return new LocalGraphQLDataSource(local);
    return new RemoteGraphQLDataSource({ url: urls[agency] ?? '' });
  },
});
const { schema, executor } = await gateway.load();

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function answer(body: string): Promise<unknown> {
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  return executor({
    schema,
    document: parse(query),
    queryHash: createHash('sha256').update(query).digest('hex'),
    operationName: null,
    request: { query, variables },
    context: {},
    logger: console,
    cache: undefined,
    metrics: {},
    overallCachePolicy: undefined,
  } as never);
}

createServer((request, response) => {
  if (request.method === 'GET') {
    response.end('{"status":"ready"}');
    return;
  }
  readBody(request)
    .then(answer)
    .then(
      (result) => response.setHeader('content-type', 'application/json').end(JSON.stringify(result)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
}).listen(Number(process.env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
