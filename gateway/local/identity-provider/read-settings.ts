import { z } from 'zod';
import { jsonText, processSettings, readSettings } from '../../../schema/process/read-settings.ts';

const IDENTITY_PROVIDER_SETTINGS = {
  ...processSettings,
  ISSUER: z.url(),
  /** Private keys (JWKS, ES256) that sign tokens; their public halves are published. */
  SIGNING_KEYS: jsonText.pipe(z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1) })),
  /** Where the explorer may be sent back to. */
  REDIRECT_URIS: jsonText.pipe(z.array(z.url()).min(1)),
} as const;

export type IdentityProviderSettings = Readonly<z.infer<z.ZodObject<typeof IDENTITY_PROVIDER_SETTINGS>>>;

/**
 * Reads what the development identity provider is told by its environment.
 * @throws Error whose message is one sentence: in production, or naming every setting that is missing or malformed
 */
export function readIdentityProviderSettings(environment: NodeJS.ProcessEnv): IdentityProviderSettings {
  if (environment['NODE_ENV'] === 'production') {
    throw new Error(
      'the development identity provider signs anyone in without a password, so it does not start with ' +
        'NODE_ENV=production: name the identity providers of the agencies in TOKEN_ISSUERS instead',
    );
  }
  return readSettings(IDENTITY_PROVIDER_SETTINGS, environment);
}
