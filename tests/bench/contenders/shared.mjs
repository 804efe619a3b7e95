import { buildSubgraphSchema } from '@apollo/subgraph';
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';

/** What every contender is set by: AGENCY_URLS (JSON, by name), SUPERGRAPH and GATEWAY_SDL (files), PORT. */
export const urls = JSON.parse(process.env.AGENCY_URLS ?? '{}');
export const port = Number(process.env.PORT);
export const supergraphSdl = readFileSync(process.env.SUPERGRAPH ?? '', 'utf8');

/** The gateway's own subgraph, answered within the process: persons by ref, and nothing else. */
export const local = buildSubgraphSchema({
  typeDefs: parse(readFileSync(process.env.GATEWAY_SDL ?? '', 'utf8')),
  resolvers: { Query: { individuals: (_, { refs }) => refs.map((ref) => ({ ref })) } },
});

process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
