import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway';
import { port, supergraphSdl, urls } from './shared.mjs';

/** Hive Gateway, with its own planner or the one in Rust (PLANNER=rust). It has no subgraph within, so it asks one over HTTP more. */
const { unifiedGraphHandler } = process.env.PLANNER === 'rust' ? await import('@graphql-hive/router-runtime') : {};
const supergraph = supergraphSdl.replace(/url: "http:\/\/(\w+)"/g, (_, name) => `url: "${urls[name]}"`);
const gateway = createGatewayRuntime({
  supergraph,
  logging: false,
  landingPage: false,
  ...(unifiedGraphHandler === undefined ? {} : { unifiedGraphHandler }),
});
createServer(gateway).listen(port, '127.0.0.1');
