import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { startProcess } from '../../gateway/local/running-process.ts';
import { waitUntilReady } from '../../gateway/local/wait-until-ready.ts';
import { freePort } from '../gateway/local/free-port.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** A gateway beside the one that all tests share, before the same agencies. */
export interface AnotherGateway {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts a gateway that is set otherwise, and keeps a chain of its own in the record. */
export async function startAnotherGateway(changes: Readonly<Record<string, string>>): Promise<AnotherGateway> {
  const port = await freePort();
  const chain = `gateway-${port}`;
  const settings = { ...inject('system').gatewaySettings, PORT: String(port), RECORD_CHAIN: chain, ...changes };
  const command = ['--import', 'tsx', 'gateway/main.ts', 'serve'];
  const gateway = startProcess({ name: 'gateway', command, settings, directory: PROJECT }, () => undefined);
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(gateway, url);
  return { url, stop: () => gateway.stop() };
}
