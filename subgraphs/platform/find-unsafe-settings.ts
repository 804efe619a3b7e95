import {
  findUnsafeAddress,
  findUnsafeDatabase,
  findUnsafeIssuer,
  findUnsafeProcess,
  findWeakKey,
  type ProcessSettings,
} from '../../schema/process/unsafe-settings.ts';
import type { TokenIssuer } from '../../policies/requester.ts';

/** The settings of a serving agency that can be unsafe. */
export interface AgencySettings extends ProcessSettings {
  readonly DATABASE_URL: string;
  readonly STATISTICS_DATABASE_URL: string;
  readonly AGGREGATE_TOKEN_KEY: Buffer;
  readonly TOKEN_ISSUERS: readonly TokenIssuer[];
}

/** What makes an agency's settings unfit for real data, all of it. */
export function findUnsafeSettings(settings: AgencySettings): readonly string[] {
  const { TLS_BY } = settings;
  return [
    ...findUnsafeProcess(settings),
    ...findUnsafeDatabase('DATABASE_URL', settings.DATABASE_URL, TLS_BY),
    ...findUnsafeDatabase('STATISTICS_DATABASE_URL', settings.STATISTICS_DATABASE_URL, TLS_BY),
    ...findWeakKey('AGGREGATE_TOKEN_KEY', settings.AGGREGATE_TOKEN_KEY),
    ...settings.TOKEN_ISSUERS.flatMap(({ issuer, jwksUri }) => [
      ...findUnsafeIssuer('TOKEN_ISSUERS (issuer)', issuer),
      ...findUnsafeAddress('TOKEN_ISSUERS (jwksUri)', jwksUri, TLS_BY),
    ]),
  ];
}
