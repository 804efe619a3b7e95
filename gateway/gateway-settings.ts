import { z } from 'zod';
import { AGENCIES } from '../schema/agency.ts';
import {
  databaseUrlSetting,
  jsonText,
  processSettings,
  refKeySetting,
  signingKeySetting,
} from '../schema/process/read-settings.ts';
import { telemetrySettings } from '../schema/process/telemetry/telemetry-settings.ts';
import { tokenIssuersSetting } from '../policies/requester.ts';
import { adHocRolesSetting } from './documents/ad-hoc-roles.ts';
import { corsOriginsSetting } from './http/cors.ts';
import { limitSettings } from './limits/limit-settings.ts';

/** What a serving gateway is set by. */
export const gatewaySettings = {
  ...processSettings,
  ...limitSettings,
  ...telemetrySettings,
  APOLLO_TELEMETRY_DISABLED: z.literal('true'),
  DATABASE_URL: databaseUrlSetting,
  REF_KEY: refKeySetting,
  TOKEN_ISSUERS: jsonText.pipe(tokenIssuersSetting),
  RECEIPT_PRIVATE_KEY: signingKeySetting,
  AGENCY_URLS: jsonText.pipe(z.record(z.enum(AGENCIES), z.url())),
  AGENCY_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(3_000),
  /** Twice AGENCY_TIMEOUT_MS unless given: time for the consents, and for the agency that leans on them. */
  REQUEST_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).optional(),
  AGGREGATE_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(600_000).default(60_000),
  RECORD_CHAIN: z.string().min(1).default('gateway'),
  SHARED_STORE_URL: z.url({ protocol: /^(?:rediss?|valkeys?)$/ }).optional(),
  REVOCATION_LIMIT_MS: z.coerce.number().int().min(5_000).max(300_000).default(30_000),
  EXPLORER: jsonText
    .pipe(z.strictObject({ issuer: z.url(), clientId: z.string(), exampleNumber: z.string().optional() }))
    .optional(),
  CORS_ORIGINS: corsOriginsSetting,
  /** Everybody where it is not given, and nobody in production. */
  AD_HOC_ROLES: adHocRolesSetting.optional(),
} as const;

export type GatewaySettings = Readonly<z.infer<z.ZodObject<typeof gatewaySettings>>>;
