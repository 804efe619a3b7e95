import { loadDocuments } from '../../gateway/documents/load-documents.ts';
import { createLog } from '../../schema/process/log.ts';
import { readSettings } from '../../schema/process/read-settings.ts';
import { gatewaySettings } from '../../gateway/gateway-settings.ts';
import { openGateway } from '../../gateway/open-gateway.ts';

/** The measure to compare with: our gateway with all its rules and receipts, that writes no record. */
const settings = readSettings(gatewaySettings, process.env);
const log = createLog('gateway-without-record', settings.LOG_LEVEL);
const record = { write: () => Promise.resolve(), isReady: () => Promise.resolve(true), close: () => Promise.resolve() };
const { server } = await openGateway({ settings, registered: loadDocuments(), record, log, clock: () => new Date() });
await server.listen({ host: settings.HOST, port: settings.PORT });
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
