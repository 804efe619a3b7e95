import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands before a store; may be told to hang: it takes connections and whatever is sent, and answers nothing. */
export interface HangingRelay {
  readonly url: string;
  hang(): void;
  /** Goes on, for new connections. */
  goOn(): void;
  /** How often a text came while it hung. */
  swallowed(text: string): number;
  close(): Promise<void>;
}

/** @param port of the store; null: there is none, and it hangs from the start */
export async function startHangingRelay(port: number | null): Promise<HangingRelay> {
  const sockets = new Set<Socket>();
  let isHanging = port === null;
  let taken = '';
  const hold = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    hold(client);
    const store = port === null || isHanging ? null : hold(connect(port, '127.0.0.1'));
    client.on('data', (sent) => {
      if (isHanging) taken += sent.toString('latin1');
      else store?.write(sent);
    });
    store?.on('data', (answer) => {
      if (!isHanging) client.write(answer);
    });
    client.on('close', () => store?.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hang: () => {
      isHanging = true;
    },
    goOn: () => {
      isHanging = false;
    },
    swallowed: (text) => taken.split(text).length - 1,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
