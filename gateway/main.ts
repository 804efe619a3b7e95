import { createReceiptIssuer } from '../policies/receipt-issuer.ts';
import { createLog } from '../schema/process/log.ts';
import { makeDrainable } from '../schema/process/drainable-server.ts';
import { readOwnerDatabase } from '../schema/process/owner-database.ts';
import { readSettings } from '../schema/process/read-settings.ts';
import { runProcess, stopWithParent } from '../schema/process/run-process.ts';
import { requireSafe } from '../schema/process/unsafe-settings.ts';
import { openTracing } from '../schema/process/telemetry/open-tracing.ts';
import { serveMetrics } from '../schema/process/telemetry/serve-metrics.ts';
import { loadDocuments } from './documents/load-documents.ts';
import { findUnsafeSettings } from './find-unsafe-settings.ts';
import { gatewaySettings } from './gateway-settings.ts';
import { openGateway } from './open-gateway.ts';
import { createCheckpointSigner } from './record/checkpoint.ts';
import { holdChain } from './record/hold-chain.ts';
import { migrateRecord } from './record/migrate-record.ts';
import { openReleaseRecord } from './record/release-record.ts';
import { gatewayMetrics } from './telemetry/gateway-metrics.ts';

runProcess('gateway', async () => {
  const command = process.argv[2];
  if (command === 'serve') return serve();
  if (command === 'migrate') return migrate();
  throw new Error('say what to do: one of serve, migrate');
});

async function migrate(): Promise<void> {
  await migrateRecord(readOwnerDatabase(process.env));
}

/** How long PostgreSQL may need to notice that the process before us is gone. */
const CHAIN_PATIENCE_MS = 15_000;

async function serve(): Promise<void> {
  const settings = readSettings(gatewaySettings, process.env);
  const registered = loadDocuments();
  requireSafe(settings.NODE_ENV, findUnsafeSettings(settings, registered));
  const log = createLog('gateway', settings.LOG_LEVEL);
  const clock = (): Date => new Date();
  const tracing = await openTracing({
    process: 'gateway',
    endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
    share: settings.OTEL_TRACES_SAMPLER_ARG,
  });
  const metrics = await serveMetrics(gatewayMetrics.set, { host: settings.METRICS_HOST, port: settings.METRICS_PORT });
  const place = { url: settings.DATABASE_URL, chain: settings.RECORD_CHAIN, log };
  const held = await holdChain({ ...place, patienceMs: CHAIN_PATIENCE_MS });
  const record = openReleaseRecord({
    ...place,
    held,
    signCheckpoint: await createCheckpointSigner(settings.RECEIPT_PRIVATE_KEY),
    clock,
  });
  const receipts = await createReceiptIssuer(settings.RECEIPT_PRIVATE_KEY);
  const opened = await openGateway({ settings, registered, record, receipts, log, clock });
  const { server, federation, aggregates, shared, warmth, policyDigest } = opened;
  const drainable = makeDrainable(server, settings.DRAIN_MS);
  await server.listen({ host: settings.HOST, port: settings.PORT });
  log.info({ port: settings.PORT, policyDigest }, 'ready');
  stopWithParent([drainable, warmth, federation, aggregates, record, shared, metrics, tracing], log);
  await warmth.begin();
}
