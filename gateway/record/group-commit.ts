/**
 * Writes what many requests have to write in few transactions: while one batch is on its way to disk, the next gathers.
 * Each caller waits for the batch that its own item is in.
 */
export class GroupCommit<Item> {
  readonly #writeBatch: (items: readonly Item[]) => Promise<void>;
  readonly #largestBatch: number;
  readonly #isAway: (error: unknown) => boolean;
  #waiting: Waiting<Item>[] = [];
  #isWriting = false;

  /** @param isAway whether a batch failed since nobody was there to write it: then whatever waits fails with it, and not in its turn */
  constructor(
    writeBatch: (items: readonly Item[]) => Promise<void>,
    { largestBatch, isAway }: { readonly largestBatch: number; readonly isAway: (error: unknown) => boolean },
  ) {
    this.#writeBatch = writeBatch;
    this.#largestBatch = largestBatch;
    this.#isAway = isAway;
  }

  /** Resolves when the items are durable; rejects when their batch failed. */
  write(items: readonly Item[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, resolve, reject });
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch();
      try {
        await this.#writeBatch(batch.flatMap(({ items }) => items));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        const failed = this.#isAway(error) ? [...batch, ...this.#waiting.splice(0)] : batch;
        for (const { reject } of failed) reject(error);
      }
    }
    this.#isWriting = false;
  }

  #takeBatch(): readonly Waiting<Item>[] {
    let size = 0;
    const end = this.#waiting.findIndex(({ items }) => (size += items.length) > this.#largestBatch);
    const count = end === -1 ? this.#waiting.length : Math.max(1, end);
    return this.#waiting.splice(0, count);
  }
}

interface Waiting<Item> {
  readonly items: readonly Item[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
