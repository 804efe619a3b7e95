import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { jsonText, readSettings } from '../../schema/process/read-settings.ts';
import { parseRefKey } from '../../schema/ref.ts';
import { CommandError } from './command.ts';

const shape = {
  RECORD_DATABASE_URL: z.url(),
  RECEIPT_KEYS: jsonText.pipe(z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })),
  REF_KEY: z.string().transform(parseRefKey).optional(),
} as const;

/** What an audit works with. */
export interface AuditSettings {
  readonly databaseUrl: string;
  /** The gateway's public keys, which its checkpoints are signed with. */
  readonly keys: JWTVerifyGetKey;
  /** Only to find a person by number. */
  readonly refKey: Buffer | null;
}

/**
 * Reads where the record is, from RECORD_DATABASE_URL, RECEIPT_KEYS and, for `show --person`, REF_KEY.
 * @throws CommandError naming what is missing
 */
export function readAuditSettings(environment: Readonly<Record<string, string | undefined>>): AuditSettings {
  const own = Object.fromEntries(Object.keys(shape).map((name) => [name, environment[name]]));
  try {
    const settings = readSettings(shape, own);
    return {
      databaseUrl: settings.RECORD_DATABASE_URL,
      keys: createLocalJWKSet(settings.RECEIPT_KEYS),
      refKey: settings.REF_KEY ?? null,
    };
  } catch (error) {
    const told = error instanceof Error ? error.message : 'the settings are not right';
    throw new CommandError(`${told}. For the system of npm start: eval "$(npm run -s audit-settings)"`);
  }
}
