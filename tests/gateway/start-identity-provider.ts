import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';

/** Where the identity provider's own files lie. */
export const IDENTITY_PROVIDER = 'gateway/local/identity-provider';

export interface StartedIdentityProvider {
  readonly issuer: string;
  readonly settings: NodeJS.ProcessEnv;
  readonly child: ChildProcess;
}

/**
 * Starts the development identity provider as a process of its own, on a free port.
 * @param origin where the explorer and the page of aggregates are served, e.g. `http://127.0.0.1:4000`
 */
export async function startIdentityProvider(origin: string): Promise<StartedIdentityProvider> {
  const port = await findFreePort();
  const issuer = `http://127.0.0.1:${port}`;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const settings = {
    PATH: process.env['PATH'],
    LOG_LEVEL: 'error',
    PORT: String(port),
    ISSUER: issuer,
    SIGNING_KEYS: JSON.stringify({ keys: [{ ...(await exportJWK(privateKey)), kid: 'test-key' }] }),
    REDIRECT_URIS: JSON.stringify([`${origin}/graphql`, `${origin}/aggregates`]),
  };
  const child = spawn(process.execPath, ['--import', 'tsx', `${IDENTITY_PROVIDER}/main.ts`], {
    env: settings,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  while (!(await isReady(issuer))) await new Promise((resolve) => setTimeout(resolve, 50));
  return { issuer, settings, child };
}

/** A port that nothing listens on. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function isReady(issuer: string): Promise<boolean> {
  try {
    return (await fetch(`${issuer}/health/ready`)).ok;
  } catch {
    return false;
  }
}
