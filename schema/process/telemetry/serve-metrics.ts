import { createServer, type Server, type ServerResponse } from 'node:http';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Stoppable } from '../run-process.ts';
import type { MetricSet } from './metric-set.ts';

export interface MetricsPlace {
  readonly host: string;
  /** Undefined: nothing listens, and nothing of the runtime is measured. */
  readonly port: number | undefined;
}

const HEADERS_TIMEOUT_MS = 5_000;
const CONNECTIONS = 16;

/**
 * Serves `GET /metrics` in the text format of Prometheus on a port of its own, so that whoever may scrape cannot ask the graph and
 * whoever asks the graph cannot scrape: counts over time would tell of other people's requests. Event loop, garbage collection and
 * memory of the process come along. `GET /health/live` is answered too: new connections are taken in one by one, so that a probe of the
 * port of the graph would wait behind all who knock there.
 */
export async function serveMetrics(metrics: MetricSet, { host, port }: MetricsPlace): Promise<Stoppable> {
  if (port === undefined) return { close: () => Promise.resolve() };
  const runtime = new Registry();
  collectDefaultMetrics({ register: runtime });
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: HEADERS_TIMEOUT_MS },
    (request, reply) => {
      const asked = `${request.method} ${request.url}`;
      if (asked === 'GET /metrics') answerMetrics(reply, metrics, runtime);
      else if (asked === 'GET /health/live') answerText(reply, 200, 'live\n');
      else answerText(reply, 404, 'there is nothing here: GET /metrics, GET /health/live\n');
    },
  );
  server.maxConnections = CONNECTIONS;
  await listen(server, { host, port });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function answerMetrics(reply: ServerResponse, metrics: MetricSet, runtime: Registry): void {
  runtime.metrics().then(
    (text) => reply.writeHead(200, { 'content-type': runtime.contentType }).end(metrics.text() + text),
    () => reply.writeHead(500).end(),
  );
}

function answerText(reply: ServerResponse, status: number, text: string): void {
  reply.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

function listen(server: Server, place: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(place, resolve);
  });
}
