import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What reached the fake agency. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface FakeAgency {
  readonly url: string;
  readonly received: readonly Received[];
  /** Says how it answers from now on. */
  answerWith(answer: (response: ServerResponse) => void): void;
  close(): Promise<void>;
}

/** An HTTP server that answers as badly as a test tells it to. */
export async function startFakeAgency(): Promise<FakeAgency> {
  const received: Received[] = [];
  let answer: (response: ServerResponse) => void = (response) => response.end('{}');
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      received.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
      answer(response);
    });
  };
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    received,
    answerWith: (next) => (answer = next),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
