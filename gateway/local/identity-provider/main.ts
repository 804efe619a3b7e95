import { createLog } from '../../../schema/process/log.ts';
import { readIdentityProviderSettings, type IdentityProviderSettings } from './read-settings.ts';

const settings = readSettingsOrExit();
const log = createLog('identity-provider', settings.LOG_LEVEL);

// The library prints its advice for production through the console; here it is only of use when looking for a fault.
console.info = console.warn = (text: unknown) => log.debug({ library: 'oidc-provider' }, String(text));
const { serveIdentityProvider } = await import('./serve-identity-provider.ts');
const server = await serveIdentityProvider(settings, log);

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop);

function stop(): void {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 2000).unref();
}

function readSettingsOrExit(): IdentityProviderSettings {
  try {
    return readIdentityProviderSettings(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
