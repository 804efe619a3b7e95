import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { Log } from '../../../schema/process/log.ts';
import { answerInteraction } from './answer-interaction.ts';
import { createProvider } from './create-provider.ts';
import type { IdentityProviderSettings } from './read-settings.ts';

/** Starts the identity provider; resolves once it listens. */
export async function serveIdentityProvider(settings: IdentityProviderSettings, log: Log): Promise<Server> {
  const provider = createProvider(settings);
  provider.on('server_error', (_, error) => log.error({ err: error }, 'sign-in failed'));
  const answerProtocol = provider.callback();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    if (path === '/health/live' || path === '/health/ready') answerHealth(response);
    else if (path.startsWith('/interaction/')) await answerInteraction(provider, request, response);
    else await answerProtocol(request, response);
  }
  server.listen(settings.PORT, settings.HOST);
  await once(server, 'listening');
  log.info({ issuer: settings.ISSUER, port: settings.PORT }, 'identity provider listens');
  return server;
}

function answerHealth(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
}
