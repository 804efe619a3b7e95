import { AGENCIES } from '../schema/agency.ts';
import {
  findUnsafeAddress,
  findUnsafeDatabase,
  findUnsafeIssuer,
  findUnsafeProcess,
  findUnsafeStore,
  findWeakKey,
} from '../schema/process/unsafe-settings.ts';
import type { RegisteredDocument } from './documents/registered-document.ts';
import type { GatewaySettings } from './gateway-settings.ts';

/** What makes a gateway's settings unfit for real data, all of it. */
export function findUnsafeSettings(
  settings: GatewaySettings,
  documents: readonly RegisteredDocument[],
): readonly string[] {
  const { TLS_BY, AGENCY_URLS, SHARED_STORE_URL, AD_HOC_ROLES = [], CORS_ORIGINS } = settings;
  return [
    ...findUnsafeProcess(settings),
    ...findUnsafeDatabase('DATABASE_URL', settings.DATABASE_URL, TLS_BY),
    ...(SHARED_STORE_URL === undefined ? [] : findUnsafeStore('SHARED_STORE_URL', SHARED_STORE_URL, TLS_BY)),
    ...findWeakKey('REF_KEY', settings.REF_KEY),
    ...settings.TOKEN_ISSUERS.flatMap(({ issuer, jwksUri }) => [
      ...findUnsafeIssuer('TOKEN_ISSUERS (issuer)', issuer),
      ...findUnsafeAddress('TOKEN_ISSUERS (jwksUri)', jwksUri, TLS_BY),
    ]),
    ...AGENCIES.flatMap((agency) => findUnsafeAddress(`AGENCY_URLS (${agency})`, AGENCY_URLS[agency], TLS_BY)),
    ...(settings.EXPLORER === undefined ? [] : ['EXPLORER is for developing']),
    ...(AD_HOC_ROLES.length === 0 ? [] : ['AD_HOC_ROLES lets documents in that nobody has looked at']),
    ...(documents.length === 0 ? ['schema/operations/ holds no registered document, so nothing could be asked'] : []),
    ...(CORS_ORIGINS.every((origin) => origin.startsWith('https:')) ? [] : ['CORS_ORIGINS has one that is not https']),
  ];
}
