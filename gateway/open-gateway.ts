import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AGENCIES } from '../schema/agency.ts';
import type { Log } from '../schema/process/log.ts';
import { telemetrySettings } from '../schema/process/telemetry/telemetry-settings.ts';
import { jsonText, processSettings, refKeySetting } from '../schema/process/read-settings.ts';
import { requireClosedWorld } from '../policies/closed-world.ts';
import { loadPolicySet } from '../policies/load-policy-set.ts';
import { createPolicyCalendar } from '../policies/policy-set-at.ts';
import { createReceiptIssuer } from '../policies/receipt.ts';
import { createTokenVerifier, tokenIssuersSetting } from '../policies/requester.ts';
import { openAggregateDesk, type OpenAggregateDesk } from './aggregates/open-aggregate-desk.ts';
import { loadFederation, type Federation } from './federation/federation.ts';
import { readReadiness } from './http/read-readiness.ts';
import type { ReleaseRecord } from './record/release-record.ts';
import { createPreparedOperations } from './request/prepared-operations.ts';
import { createRoleViews } from './request/role-view.ts';
import { createGatewayServer } from './http/create-gateway-server.ts';
import { openSharedState, type SharedState } from './shared-store/open-shared-state.ts';
import { observeRequests } from './telemetry/observe-requests.ts';

const privateKey = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), d: z.string() });

/** What a serving gateway is set by. */
export const gatewaySettings = {
  ...processSettings,
  ...telemetrySettings,
  APOLLO_TELEMETRY_DISABLED: z.literal('true'),
  DATABASE_URL: z.url(),
  REF_KEY: refKeySetting,
  TOKEN_ISSUERS: jsonText.pipe(tokenIssuersSetting),
  RECEIPT_PRIVATE_KEY: jsonText.pipe(privateKey),
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
} as const;

export interface GatewayParts {
  readonly settings: Readonly<z.infer<z.ZodObject<typeof gatewaySettings>>>;
  readonly record: ReleaseRecord;
  readonly log: Log;
  readonly clock: () => Date;
}

export interface OpenGateway {
  readonly server: FastifyInstance;
  readonly federation: Federation;
  readonly aggregates: OpenAggregateDesk;
  /** What the replicas have in common. */
  readonly shared: SharedState;
  readonly policyDigest: string;
}

/**
 * Puts the gateway together: the policy, the federation within it, and the server of the nine steps.
 * @throws Error when a field has no rule
 */
export async function openGateway({ settings, record, log, clock }: GatewayParts): Promise<OpenGateway> {
  const policySet = loadPolicySet();
  const policyAt = createPolicyCalendar(policySet);
  const aggregates = await openAggregateDesk({ settings, policySet, log, clock });
  const federation = await loadFederation({
    agencyUrls: settings.AGENCY_URLS,
    agencyTimeoutMs: settings.AGENCY_TIMEOUT_MS,
    refKey: settings.REF_KEY,
    policySet,
    policyAt,
    receipts: await createReceiptIssuer(settings.RECEIPT_PRIVATE_KEY),
    log,
    clock,
    aggregates: aggregates.desk,
  });
  const { schema } = federation;
  requireClosedWorld(schema, policySet, { isWhole: true });
  const tokens = createTokenVerifier(settings.TOKEN_ISSUERS);
  const shared = await openSharedState(settings, log);
  const { revocations } = shared;
  const prepared = createPreparedOperations(schema);
  const roleViews = createRoleViews(schema, policySet);
  const requestTimeoutMs = settings.REQUEST_TIMEOUT_MS ?? 2 * settings.AGENCY_TIMEOUT_MS;
  const server = createGatewayServer({
    desk: {
      tokens,
      revocations,
      policySet,
      policyAt,
      federation,
      prepared,
      roleViews,
      record,
      clock,
      requestTimeoutMs,
    },
    aggregates: aggregates.desk,
    explorer: settings.EXPLORER ?? null,
    readiness: () => readReadiness({ record, revocations, tokens }),
    log,
  });
  observeRequests(server, log);
  return { server, federation, aggregates, shared, policyDigest: policySet.digest };
}
