import { z } from 'zod';
import { createLog } from '../schema/process/log.ts';
import { readSettings } from '../schema/process/read-settings.ts';
import { runProcess, stopWithParent } from '../schema/process/run-process.ts';
import { gatewaySettings } from './gateway-settings.ts';
import { openGateway } from './open-gateway.ts';
import { createCheckpointSigner } from './record/checkpoint.ts';
import { migrateRecord } from './record/migrate-record.ts';
import { openReleaseRecord } from './record/release-record.ts';

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
  const settings = readSettings(gatewaySettings, process.env);
  const log = createLog('gateway', settings.LOG_LEVEL);
  const clock = (): Date => new Date();
  const record = openReleaseRecord({
    url: settings.DATABASE_URL,
    chain: settings.RECORD_CHAIN,
    signCheckpoint: await createCheckpointSigner(settings.RECEIPT_PRIVATE_KEY),
    log,
    clock,
  });
  const { server, federation, aggregates, policyDigest } = await openGateway({ settings, record, log, clock });
  await server.listen({ host: settings.HOST, port: settings.PORT });
  log.info({ port: settings.PORT, policyDigest }, 'ready');
  stopWithParent([server, federation, aggregates, record], log);
}
