import type { FastifyInstance } from 'fastify';
import type { Log } from '../schema/process/log.ts';
import { requireClosedWorld } from '../policies/closed-world.ts';
import { loadPolicySet } from '../policies/load-policy-set.ts';
import { createPolicyCalendar } from '../policies/policy-set-at.ts';
import type { ReceiptIssuer } from '../policies/receipt-issuer.ts';
import { createTokenVerifier } from '../policies/requester.ts';
import { openAggregateDesk, type OpenAggregateDesk } from './aggregates/open-aggregate-desk.ts';
import { adHocRoles } from './documents/ad-hoc-roles.ts';
import { createDocumentDesk } from './documents/document-desk.ts';
import type { RegisteredDocument } from './documents/registered-document.ts';
import { requireFitting } from './documents/require-fitting.ts';
import { loadFederation, type Federation } from './federation/federation.ts';
import type { GatewaySettings } from './gateway-settings.ts';
import { readReadiness } from './http/read-readiness.ts';
import { createThrottle } from './limits/throttle.ts';
import type { ReleaseRecord } from './record/release-record.ts';
import type { Desk } from './request/answer-request.ts';
import { keepWarm, type Warmth } from './request/keep-warm.ts';
import { createPreparedOperations } from './request/prepared-operations.ts';
import { createRoleViews } from './request/role-view.ts';
import { createGatewayServer } from './http/create-gateway-server.ts';
import { openSharedState, type SharedState } from './shared-store/open-shared-state.ts';

export interface GatewayParts {
  readonly settings: GatewaySettings;
  readonly registered: readonly RegisteredDocument[];
  readonly record: ReleaseRecord;
  readonly receipts: ReceiptIssuer;
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
  /** Keeps registered documents ready, beside what is asked meanwhile. */
  readonly warmth: Warmth;
}

/**
 * Puts the gateway together: the policy, the federation within it, and the server of the nine steps.
 * @throws Error when a field has no rule, or a registered document does not fit
 */
export async function openGateway(parts: GatewayParts): Promise<OpenGateway> {
  const { settings, registered, record, receipts, log, clock } = parts;
  const policySet = loadPolicySet();
  const policyAt = createPolicyCalendar(policySet);
  const aggregates = await openAggregateDesk({ settings, policySet, log, clock });
  const federation = await loadFederation({
    agencyUrls: settings.AGENCY_URLS,
    agencyTimeoutMs: settings.AGENCY_TIMEOUT_MS,
    agencyQueueMs: settings.LIMIT_QUEUE_MS,
    refKey: settings.REF_KEY,
    policySet,
    policyAt,
    receipts,
    log,
    clock,
    aggregates: aggregates.desk,
  });
  const { schema } = federation;
  requireClosedWorld(schema, policySet, { isWhole: true });
  requireFitting(registered, schema);
  const tokens = createTokenVerifier(settings.TOKEN_ISSUERS);
  const shared = await openSharedState(settings, log);
  const { revocations } = shared;
  const prepared = createPreparedOperations(schema);
  const roleViews = createRoleViews(schema, policySet);
  const requestTimeoutMs = settings.REQUEST_TIMEOUT_MS ?? 2 * settings.AGENCY_TIMEOUT_MS;
  const desk: Desk = {
    ...{ tokens, revocations, policySet, policyAt, federation, prepared, roleViews, record, clock, requestTimeoutMs },
    throttle: createThrottle(settings, shared.openRateLimits),
    documents: createDocumentDesk(registered, adHocRoles(settings.AD_HOC_ROLES, settings.NODE_ENV)),
  };
  const server = await createGatewayServer({
    desk,
    corsOrigins: settings.CORS_ORIGINS,
    limits: settings,
    aggregates: aggregates.desk,
    explorer: settings.EXPLORER ?? null,
    readiness: () => readReadiness({ record, revocations, tokens }),
    log,
  });
  const warmth = keepWarm({ operations: registered, desk, log });
  return { server, federation, aggregates, shared, warmth, policyDigest: policySet.digest };
}
