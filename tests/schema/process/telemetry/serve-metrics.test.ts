import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stoppable } from '../../../../schema/process/run-process.ts';
import { MetricSet } from '../../../../schema/process/telemetry/metric-set.ts';
import { serveMetrics } from '../../../../schema/process/telemetry/serve-metrics.ts';
import { freePort } from '../../../gateway/local/free-port.ts';

let url: string;
let server: Stoppable;

beforeAll(async () => {
  const port = await freePort();
  const metrics = new MetricSet();
  metrics.counter({ name: 'samsyn_asked_total', help: 'Asked.' }, []).add([]);
  server = await serveMetrics(metrics, { host: '127.0.0.1', port });
  url = `http://127.0.0.1:${port}`;
});

afterAll(() => server.close());

describe('the port of the metrics', () => {
  it('gives those of the product and of the process', async () => {
    const answer = await fetch(`${url}/metrics`);
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toMatch(/^samsyn_asked_total 1$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  });

  it('says that the process lives', async () => {
    const answer = await fetch(`${url}/health/live`);
    expect([answer.status, await answer.text()]).toEqual([200, 'live\n']);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/graphql'],
    ['GET', '/health/ready'],
    ['GET', '/metrics?of=somebody'],
    ['POST', '/metrics'],
    ['POST', '/health/live'],
  ])('has nothing else: %s %s', async (method, path) => {
    const answer = await fetch(`${url}${path}`, { method });
    expect([answer.status, await answer.text()]).toEqual([
      404,
      'there is nothing here: GET /metrics, GET /health/live\n',
    ]);
  });
});
