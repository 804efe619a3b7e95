import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway';
import { createServer } from 'node:http';
import { createHash } from 'node:crypto';
import { createYoga } from 'graphql-yoga';
import { print } from 'graphql';
import { local, port, supergraphSdl, urls } from './shared.mjs';

/** graphql-yoga (which is envelop within) before the executor of @apollo/gateway. */
const gateway = new ApolloGateway({
  supergraphSdl,
  buildService: ({ name }) =>
    name === 'gateway' ? new LocalGraphQLDataSource(local) : new RemoteGraphQLDataSource({ url: urls[name] }),
});
const { schema, executor } = await gateway.load();
const hashes = new WeakMap();
const hashOf = (document) => {
  const known = hashes.get(document) ?? createHash('sha256').update(print(document)).digest('hex');
  hashes.set(document, known);
  return known;
};
const byGateway = {
  onExecute({ setExecuteFn }) {
    setExecuteFn(({ document, operationName, variableValues, contextValue }) =>
      executor({
        ...{ schema, document, operationName: operationName ?? null, context: contextValue, logger: console },
        ...{ queryHash: hashOf(document), request: { variables: variableValues }, metrics: {} },
      }),
    );
  },
};
const yoga = createYoga({ schema, plugins: [byGateway], logging: false, graphiql: false, landingPage: false });
createServer(yoga).listen(port, '127.0.0.1');
