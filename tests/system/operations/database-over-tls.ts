import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Certificate } from '../../faults/make-certificate.ts';

/** Stands before a PostgreSQL server and lets in whoever speaks TLS. */
export interface DatabaseOverTls {
  readonly port: number;
  /** Connections that were let in. */
  readonly encrypted: () => number;
  /** Connections that wanted to go on in the clear, and were closed. */
  readonly inTheClear: () => number;
  readonly close: () => void;
}

/** An address of this computer that no process takes for this computer. */
export const OUTSIDE = '127.0.0.2';

/** What a PostgreSQL client sends first when it wants TLS: its length, and a number of its own. */
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]);

/** Opens it on an address that is not the loopback's usual one. @param database the port of the server behind it */
export async function startDatabaseOverTls(database: number, certificate: Certificate): Promise<DatabaseOverTls> {
  const told = { encrypted: 0, inTheClear: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    socket.once('data', (first) => {
      if (!first.equals(TLS_REQUEST)) {
        told.inTheClear += 1;
        socket.destroy();
        return;
      }
      socket.write('S');
      const encrypted = new TLSSocket(socket, { isServer: true, ...certificate });
      encrypted.once('secure', () => (told.encrypted += 1));
      const behind = connect(database, '127.0.0.1');
      behind.on('error', () => encrypted.destroy()).on('close', () => encrypted.destroy());
      encrypted.on('error', () => behind.destroy()).on('close', () => behind.destroy());
      encrypted.pipe(behind).pipe(encrypted);
    });
  }).listen(0, OUTSIDE);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    encrypted: () => told.encrypted,
    inTheClear: () => told.inTheClear,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
