import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { parse } from 'graphql';
import { Pool } from 'undici';
import { local, port, supergraphSdl, urls } from './shared.mjs';

/** Plain node:http, the executor of @apollo/gateway, and a pool of kept-alive connections. */
const gateway = new ApolloGateway({
  supergraphSdl,
  buildService: ({ name }) => (name === 'gateway' ? new LocalGraphQLDataSource(local) : pooled(urls[name])),
});
function pooled(url) {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: 64 });
  const headers = { 'content-type': 'application/json' };
  return {
    async process({ request: { query, variables } }) {
      const body = JSON.stringify({ query, variables });
      const answer = await pool.request({ path: pathname, method: 'POST', headers, body });
      return answer.body.json();
    },
  };
}
const { schema, executor } = await gateway.load();
createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  if (request.method === 'GET') return void response.end('{}');
  const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
  const result = await executor({
    ...{ schema, document: parse(query), operationName: null, context: {}, logger: console, metrics: {} },
    ...{ queryHash: createHash('sha256').update(query).digest('hex'), request: { query, variables } },
  });
  response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
}).listen(port, '127.0.0.1');
