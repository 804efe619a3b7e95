import { loadDocuments } from '../../gateway/documents/load-documents.ts';
import { createReceiptIssuer } from '../../policies/receipt-issuer.ts';
import { createLog } from '../../schema/process/log.ts';
import { readSettings } from '../../schema/process/read-settings.ts';
import { gatewaySettings } from '../../gateway/gateway-settings.ts';
import { openGateway } from '../../gateway/open-gateway.ts';

/**
 * The measure to compare with: our gateway with all its rules, that writes no record; with `without-receipts` it signs none either,
 * which only agencies whose answers are made beforehand put up with.
 */
const settings = readSettings(gatewaySettings, process.env);
const log = createLog('gateway-without-record', settings.LOG_LEVEL);
const record = { write: () => Promise.resolve(), isReady: () => Promise.resolve(true), close: () => Promise.resolve() };
const receipts =
  process.argv[2] === 'without-receipts'
    ? { issue: () => Promise.resolve('none') }
    : await createReceiptIssuer(settings.RECEIPT_PRIVATE_KEY);
const clock = (): Date => new Date();
const { server } = await openGateway({ settings, registered: loadDocuments(), record, receipts, log, clock });
await server.listen({ host: settings.HOST, port: settings.PORT });
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
