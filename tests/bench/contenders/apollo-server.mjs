import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { local, port, supergraphSdl, urls } from './shared.mjs';

/** Apollo Server before @apollo/gateway, as anyone would set it up. */
const gateway = new ApolloGateway({
  supergraphSdl,
  buildService: ({ name }) =>
    name === 'gateway' ? new LocalGraphQLDataSource(local) : new RemoteGraphQLDataSource({ url: urls[name] }),
});
const server = new ApolloServer({ gateway, csrfPrevention: false });
await startStandaloneServer(server, { listen: { host: '127.0.0.1', port } });
