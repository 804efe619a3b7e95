import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatewayMetrics } from '../../../gateway/telemetry/gateway-metrics.ts';
import { observeRequests } from '../../../gateway/telemetry/observe-requests.ts';
import { createLog } from '../../../schema/process/log.ts';

let app: FastifyInstance;
let port = 0;
let begun = 0;
let release: () => void = () => undefined;

beforeEach(async () => {
  begun = 0;
  app = fastify();
  observeRequests(app, createLog('test', 'silent'));
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  app.post('/graphql', async () => {
    begun += 1;
    await released;
    return {};
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = app.server.address() as AddressInfo);
});
afterEach(() => app.close());

const BODY = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}';
const inFlight = (): string => /^samsyn_requests_in_flight (\d+)$/m.exec(gatewayMetrics.set.text())?.[1] ?? 'none';

describe('requests in flight', () => {
  it('are no longer any when clients have hung up whose bodies were read, also those that wait behind others', async () => {
    const clients = Array.from({ length: 5 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    for (const client of clients) client.write(BODY.repeat(3));
    await expect.poll(() => begun).toBe(15);
    expect(inFlight()).toBe('15');
    for (const client of clients) client.resetAndDestroy();
    await expect.poll(inFlight).toBe('0');
    release();
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(200);
    await expect.poll(inFlight).toBe('0');
  });

  it('are none when all is answered on a connection that stays', async () => {
    const client = connect(port, '127.0.0.1');
    client.write(BODY.repeat(2));
    await expect.poll(() => begun).toBe(2);
    release();
    await once(client, 'data');
    await expect.poll(inFlight).toBe('0');
    client.destroy();
  });
});
