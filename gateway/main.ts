import { z } from 'zod';
import { AGENCIES } from '../schema/agency.ts';
import { createLog } from '../schema/process/log.ts';
import { jsonText, processSettings, readSettings, refKeySetting } from '../schema/process/read-settings.ts';
import { runProcess, stopWithParent } from '../schema/process/run-process.ts';
import { requireClosedWorld } from '../policies/closed-world.ts';
import { loadPolicySet } from '../policies/load-policy-set.ts';
import { createPolicyCalendar } from '../policies/policy-set-at.ts';
import { createReceiptIssuer } from '../policies/receipt.ts';
import { createTokenVerifier, tokenIssuersSetting } from '../policies/requester.ts';
import { loadFederation } from './federation/federation.ts';
import { createCheckpointSigner } from './record/checkpoint.ts';
import { migrateRecord } from './record/migrate-record.ts';
import { openReleaseRecord } from './record/release-record.ts';
import { createPreparedOperations } from './request/prepared-operations.ts';
import { createRoleViews } from './request/role-view.ts';
import { createGatewayServer } from './server.ts';

const privateKey = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), d: z.string() });

const serveSettings = {
  ...processSettings,
  APOLLO_TELEMETRY_DISABLED: z.literal('true'),
  DATABASE_URL: z.url(),
  REF_KEY: refKeySetting,
  TOKEN_ISSUERS: jsonText.pipe(tokenIssuersSetting),
  RECEIPT_PRIVATE_KEY: jsonText.pipe(privateKey),
  AGENCY_URLS: jsonText.pipe(z.record(z.enum(AGENCIES), z.url())),
  AGENCY_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(3_000),
  RECORD_CHAIN: z.string().min(1).default('gateway'),
  EXPLORER: jsonText
    .pipe(z.strictObject({ issuer: z.url(), clientId: z.string(), exampleNumber: z.string().optional() }))
    .optional(),
} as const;

runProcess('gateway', async () => {
  const command = process.argv[2];
  if (command === 'serve') return serve();
  if (command === 'migrate') return migrate();
  throw new Error('say what to do: one of serve, migrate');
});

async function migrate(): Promise<void> {
  const { OWNER_DATABASE_URL } = readSettings(
    { OWNER_DATABASE_URL: z.url() },
    { OWNER_DATABASE_URL: process.env['OWNER_DATABASE_URL'] },
  );
  await migrateRecord(OWNER_DATABASE_URL);
}

async function serve(): Promise<void> {
  const settings = readSettings(serveSettings, process.env);
  const log = createLog('gateway', settings.LOG_LEVEL);
  const clock = (): Date => new Date();
  const policySet = loadPolicySet();
  const policyAt = createPolicyCalendar(policySet);
  const federation = await loadFederation({
    agencyUrls: settings.AGENCY_URLS,
    agencyTimeoutMs: settings.AGENCY_TIMEOUT_MS,
    refKey: settings.REF_KEY,
    policySet,
    policyAt,
    receipts: await createReceiptIssuer(settings.RECEIPT_PRIVATE_KEY),
    log,
    clock,
  });
  const { schema } = federation;
  requireClosedWorld(schema, policySet, { isWhole: true });
  const record = openReleaseRecord({
    url: settings.DATABASE_URL,
    chain: settings.RECORD_CHAIN,
    signCheckpoint: await createCheckpointSigner(settings.RECEIPT_PRIVATE_KEY),
    log,
    clock,
  });
  const server = createGatewayServer({
    desk: {
      tokens: createTokenVerifier(settings.TOKEN_ISSUERS),
      policySet,
      federation,
      policyAt,
      prepared: createPreparedOperations(schema),
      roleViews: createRoleViews(schema, policySet),
      record,
      clock,
    },
    explorer: settings.EXPLORER ?? null,
    isReady: () => record.isReady(),
    log,
  });
  await server.listen({ host: settings.HOST, port: settings.PORT });
  log.info({ port: settings.PORT, policyDigest: policySet.digest }, 'ready');
  stopWithParent([server, federation, record], log);
}
