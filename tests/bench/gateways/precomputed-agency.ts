import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  defaultFieldResolver,
  execute,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
} from 'graphql';
import { readSdl } from '../../../schema/sdl/read-sdl.ts';
import { AGENCIES } from '../../../schema/agency.ts';

/**
 * An agency of the bench: it makes an answer up once for each body that it is sent, and sends the same bytes from then on, so that
 * what a gateway costs is all that differs. It attests no consent, but it is asked. Set by SUBGRAPH, PORT.
 */
const ITEMS = 3;
const PERSONS = 100;
const name = AGENCIES.find((agency) => agency === process.env['SUBGRAPH']) ?? 'gateway';
const schema = buildSubgraphSchema(parse(readSdl(name)));
const known = new Map<string, Buffer>();

const makeUp: GraphQLFieldResolver<object | undefined, unknown> = (
  source,
  args: Record<string, unknown>,
  context,
  info,
) => {
  if (source !== undefined && info.fieldName in source) return defaultFieldResolver(source, args, context, info);
  if (info.fieldName === 'individuals')
    return (args['refs'] as string[]).map((ref) => ({ __typename: 'Individual', ref }));
  return makeValue(info.returnType);
};

function makeValue(type: GraphQLOutputType): unknown {
  if (isNonNullType(type)) return makeValue(type.ofType as GraphQLOutputType);
  if (isListType(type)) return Array.from({ length: ITEMS }, () => makeValue(type.ofType));
  if (isObjectType(type)) return {};
  if (isEnumType(type)) return type.getValues()[0]?.value;
  const scalar = getNamedType(type).name;
  if (scalar === 'Int' || scalar === 'Float') return 7;
  return scalar === 'Boolean' ? true : scalar === 'LocalDate' ? '2026-03-14' : 'something made up';
}

async function answer(path: string, body: string): Promise<Buffer> {
  const parsed = JSON.parse(body) as {
    query: string;
    variables?: { representations?: { ref: string }[] };
    asks?: { holder: string }[];
  };
  if (path === '/consent-attestations') {
    const attestations = parsed.asks?.map(({ holder }) => ({ holder, attestation: 'a.b.c' }));
    return Buffer.from(JSON.stringify({ attestations, expiresAt: '2099-01-01T00:00:00Z' }));
  }
  const refs = (parsed.variables?.representations ?? []).slice(0, PERSONS).map(({ ref }) => ref);
  const { data, errors } = await execute({
    schema,
    document: parse(parsed.query),
    variableValues: parsed.variables,
    fieldResolver: makeUp,
    typeResolver: () => 'Individual',
  });
  if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join());
  const grounds = Object.fromEntries(refs.map((ref) => [ref, [`Individual.${name} structure`]]));
  return Buffer.from(JSON.stringify({ data, extensions: { grounds } }));
}

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    if (request.method === 'GET') return void response.end('{}');
    const send = (bytes: Buffer): void => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
    };
    const earlier = known.get(body);
    if (earlier !== undefined) {
      send(earlier);
      return;
    }
    void answer(request.url ?? '', body).then((bytes) => {
      known.set(body, bytes);
      send(bytes);
    });
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
