import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { AGENCIES, isAgency, type Agency } from '../../schema/agency.ts';
import {
  databaseUrlSetting,
  jsonText,
  processSettings,
  publicKeysSetting,
  readSettings,
  refKeySetting,
} from '../../schema/process/read-settings.ts';
import { findUnsafeDatabase, requireSafe } from '../../schema/process/unsafe-settings.ts';
import { CommandError } from './command.ts';

const shape = {
  RECORD_DATABASE_URL: databaseUrlSetting,
  RECEIPT_KEYS: publicKeysSetting,
  REF_KEY: refKeySetting.optional(),
  AGENCY_LOG_URLS: jsonText.pipe(z.partialRecord(z.enum(AGENCIES), databaseUrlSetting)).optional(),
  NODE_ENV: processSettings.NODE_ENV,
  TLS_BY: processSettings.TLS_BY,
} as const;

/** What an audit works with. */
export interface AuditSettings {
  readonly databaseUrl: string;
  /** The gateway's public keys, which its checkpoints are signed with. */
  readonly keys: JWTVerifyGetKey;
  /** Only to find a person by number. */
  readonly refKey: Buffer | null;
  /** Where the logs of the agencies are that can be compared; each agency may run the audit with its own alone. */
  readonly agencyLogUrls: ReadonlyMap<Agency, string>;
}

/**
 * Reads where the record is, from RECORD_DATABASE_URL, RECEIPT_KEYS, for a person's number REF_KEY, and for `reconcile`
 * AGENCY_LOG_URLS.
 * @throws CommandError naming what is missing, and in production what is unsafe
 */
export function readAuditSettings(environment: Readonly<Record<string, string | undefined>>): AuditSettings {
  const own = Object.fromEntries(Object.keys(shape).map((name) => [name, environment[name]]));
  try {
    const settings = readSettings(shape, own);
    const urls = Object.entries(settings.AGENCY_LOG_URLS ?? {});
    requireSafe(settings.NODE_ENV, findUnsafePlaces(settings));
    return {
      databaseUrl: settings.RECORD_DATABASE_URL,
      keys: createLocalJWKSet(settings.RECEIPT_KEYS),
      refKey: settings.REF_KEY ?? null,
      agencyLogUrls: new Map(urls.flatMap(([agency, url]) => (isAgency(agency) ? [[agency, url] as const] : []))),
    };
  } catch (error) {
    const told = error instanceof Error ? error.message : 'the settings are not right';
    throw new CommandError(`${told}. For the system of npm start: eval "$(npm run -s audit-settings)"`);
  }
}

type Settings = ReturnType<typeof readSettings<typeof shape>>;

/** Whoever reads on the way reads who asked about whom. */
function findUnsafePlaces({ RECORD_DATABASE_URL, AGENCY_LOG_URLS = {}, TLS_BY }: Settings): readonly string[] {
  return [
    ...findUnsafeDatabase('RECORD_DATABASE_URL', RECORD_DATABASE_URL, TLS_BY),
    ...Object.entries(AGENCY_LOG_URLS).flatMap(([agency, url]) =>
      findUnsafeDatabase(`AGENCY_LOG_URLS (${agency})`, url, TLS_BY),
    ),
  ];
}
