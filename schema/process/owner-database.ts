import { databaseUrlSetting, processSettings, readSettings } from './read-settings.ts';
import { findUnsafeDatabase, requireSafe } from './unsafe-settings.ts';

const shape = {
  OWNER_DATABASE_URL: databaseUrlSetting,
  NODE_ENV: processSettings.NODE_ENV,
  TLS_BY: processSettings.TLS_BY,
} as const;

/**
 * Where a one-off command works with the owner's login. It may share an environment with `serve`, so it looks at its own settings alone.
 * @throws Error naming what is missing or malformed, and in production what is unsafe
 */
export function readOwnerDatabase(environment: Readonly<Record<string, string | undefined>>): string {
  const own = Object.fromEntries(Object.keys(shape).map((name) => [name, environment[name]]));
  const { OWNER_DATABASE_URL, NODE_ENV, TLS_BY } = readSettings(shape, own);
  requireSafe(NODE_ENV, findUnsafeDatabase('OWNER_DATABASE_URL', OWNER_DATABASE_URL, TLS_BY));
  return OWNER_DATABASE_URL;
}
