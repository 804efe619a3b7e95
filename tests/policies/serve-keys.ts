import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An issuer's key set at a URL of this computer, and what it answers from now on. */
export interface KeyServer {
  readonly url: string;
  /** How often it was asked. */
  readonly asked: () => number;
  answer(status: number, body: string): void;
  /** Accepts requests and never answers them. */
  fallSilent(): void;
  close(): Promise<void>;
}

export async function serveKeys(keys: readonly object[]): Promise<KeyServer> {
  let reply: { readonly status: number; readonly body: string } | null = {
    status: 200,
    body: JSON.stringify({ keys }),
  };
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    if (reply === null) return;
    response.writeHead(reply.status, { 'content-type': 'application/json', location: '/elsewhere' }).end(reply.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    asked: () => asked,
    answer: (status, body) => {
      reply = { status, body };
    },
    fallSilent: () => {
      reply = null;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
