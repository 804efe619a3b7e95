import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdChain } from '../../../gateway/record/hold-chain.ts';
import { createLog } from '../../../schema/process/log.ts';
import { startLedgerDatabase, type LedgerDatabase } from '../aggregates/ledger-database.ts';

/** The first byte of what a PostgreSQL client asks, and of its farewell, as opposed to how it logs in. */
const ASKS = new Set([0x50, 0x51, 0x58]);
const log = createLog('test', 'silent');

let database: LedgerDatabase;
let relay: Server;
let isMute = false;
const sockets = new Set<Socket>();

beforeAll(async () => {
  database = await startLedgerDatabase();
  const { port } = new URL(database.url);
  relay = createServer((client) => {
    const behind = connect(Number(port), '127.0.0.1');
    for (const [socket, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => other.destroy());
    }
    client.on('data', (sent) => {
      if (!isMute || !ASKS.has(sent[0] ?? 0)) behind.write(sent);
    });
    behind.pipe(client);
  }).listen(0, '127.0.0.1');
  await once(relay, 'listening');
});

afterAll(async () => {
  relay.close();
  cut();
  await database.stop();
});

function cut(): void {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
}

describe('a chain whose connection was lost', () => {
  it('is given up in time by a database that lets in and then says nothing, and taken again when it answers', async () => {
    const url = new URL(database.url);
    url.port = String((relay.address() as AddressInfo).port);
    const held = await holdChain({ url: url.href, chain: 'mute', log, patienceMs: 0 });
    await held.requireHeld();
    isMute = true;
    cut();
    const isHeld = (): Promise<boolean> =>
      held.requireHeld().then(
        () => true,
        () => false,
      );
    await expect.poll(isHeld, { timeout: 10_000 }).toBe(false);
    isMute = false;
    await expect.poll(isHeld, { timeout: 10_000 }).toBe(true);
    await held.close();
  });
});
