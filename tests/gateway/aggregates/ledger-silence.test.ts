import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReleaseLedger, type ReleaseLedger } from '../../../gateway/aggregates/ledger/release-ledger.ts';
import { createLog } from '../../../schema/process/log.ts';
import { startLedgerDatabase, type LedgerDatabase } from './ledger-database.ts';

const SLOW_MS = 30_000;

let database: LedgerDatabase;
let ledger: ReleaseLedger;
/** Between the ledger and PostgreSQL: takes what is sent, and says nothing any more. */
let isSilent = false;
const sockets = new Set<Socket>();
const between = createServer((near) => {
  const far = connect(Number(new URL(database.url).port), '127.0.0.1');
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    sockets.add(from);
    from.on('error', () => undefined).on('close', () => to.destroy());
    from.on('data', (chunk: Buffer) => isSilent || to.write(chunk));
  }
});

beforeAll(async () => {
  database = await startLedgerDatabase();
  await once(between.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(database.url);
  url.port = String((between.address() as AddressInfo).port);
  ledger = openReleaseLedger({ url: url.href, log: createLog('test', 'silent'), patienceMs: 1_000 });
}, SLOW_MS);

afterAll(async () => {
  isSilent = false;
  await ledger.close();
  for (const socket of sockets) socket.destroy();
  between.close();
  await database.stop();
});

describe('a ledger whose database falls silent', { timeout: SLOW_MS }, () => {
  it('is unavailable after some seconds, and there again with the database', async () => {
    expect(await ledger.listRuns(10)).toEqual([]);
    isSilent = true;
    await expect(ledger.listRuns(10)).rejects.toMatchObject({ code: 'RECORD_UNAVAILABLE' });
    isSilent = false;
    expect(await ledger.listRuns(10)).toEqual([]);
  });
});
