import type { Socket } from 'node:net';

/**
 * What is under way on each connection. A client that hangs up can do so before an answer begins, or while it waits behind another
 * (pipelining): then neither the request nor the answer tells of an end, and the connection alone does.
 */
export class PerConnection<Item> {
  readonly #items = new WeakMap<Socket, Set<Item>>();
  readonly #onClosed: (items: ReadonlySet<Item>, socket: Socket) => void;

  /** @param onClosed told of what was under way when a connection closed */
  constructor(onClosed: (items: ReadonlySet<Item>, socket: Socket) => void) {
    this.#onClosed = onClosed;
  }

  /** Closed already: then it is told at once. */
  add(socket: Socket, item: Item): void {
    if (socket.destroyed) {
      this.#onClosed(new Set([item]), socket);
      return;
    }
    const known = this.#items.get(socket);
    if (known !== undefined) {
      known.add(item);
      return;
    }
    const items = new Set([item]);
    this.#items.set(socket, items);
    socket.once('close', () => this.#onClosed(items, socket));
  }

  isEmpty(socket: Socket): boolean {
    return (this.#items.get(socket)?.size ?? 0) === 0;
  }

  /** How many are left. */
  remove(socket: Socket, item: Item): number {
    const items = this.#items.get(socket);
    items?.delete(item);
    return items?.size ?? 0;
  }
}
