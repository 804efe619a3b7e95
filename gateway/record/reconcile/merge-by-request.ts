import type { Agency } from '../../../schema/agency.ts';
import type { AgencyTold, GatewayTold, RequestStory, Told } from './told.ts';

export interface StorySources {
  readonly gateway: AsyncIterable<readonly GatewayTold[]>;
  readonly agencies: ReadonlyMap<Agency, AsyncIterable<readonly AgencyTold[]>>;
}

/** Puts together what all sides tell of each request. Every source comes in the order of request ids, so that one pass will do. */
export async function* mergeByRequest({ gateway, agencies }: StorySources): AsyncGenerator<RequestStory> {
  const desk = new Sorted(gateway);
  const logs = [...agencies].map(([agency, pages]) => ({ agency, lines: new Sorted(pages) }));
  for (;;) {
    for (const source of [desk, ...logs.map(({ lines }) => lines)]) if (source.isRead()) await source.turnPage();
    const heads = [desk.head(), ...logs.map(({ lines }) => lines.head())];
    const requestId = first(heads);
    if (requestId === null) return;
    const told = new Map<Agency, readonly AgencyTold[]>();
    for (const { agency, lines } of logs)
      told.set(agency, lines.head() === requestId ? await lines.takeWhile(requestId) : []);
    yield { requestId, gateway: await desk.takeWhile(requestId), agencies: told };
  }
}

function first(heads: readonly (string | null)[]): string | null {
  return heads.reduce(
    (least, head) => (head !== null && (least === null || isBefore(head, least)) ? head : least),
    null,
  );
}

/** As `COLLATE "C"` orders: ids are letters and digits, so bytes and UTF-16 agree. */
function isBefore(left: string, right: string): boolean {
  return left < right;
}

/** Pages, read one by one and in order. */
class Sorted<Item extends Told> {
  readonly #pages: AsyncIterator<readonly Item[], undefined>;
  #page: readonly Item[] = [];
  #next = 0;

  constructor(pages: AsyncIterable<readonly Item[]>) {
    this.#pages = pages[Symbol.asyncIterator]() as AsyncIterator<readonly Item[], undefined>;
  }

  /** Whether the page at hand has been read to its end. */
  isRead(): boolean {
    return this.#next >= this.#page.length;
  }

  async turnPage(): Promise<void> {
    const page = await this.#pages.next();
    this.#page = page.done === true ? [] : page.value;
    this.#next = 0;
  }

  /** The request id that comes next; null at the end. */
  head(): string | null {
    return this.#page[this.#next]?.requestId ?? null;
  }

  async takeWhile(requestId: string): Promise<readonly Item[]> {
    const taken: Item[] = [];
    while (this.head() === requestId) {
      const item = this.#page[this.#next];
      if (item !== undefined) taken.push(item);
      this.#next += 1;
      if (this.isRead()) await this.turnPage();
    }
    return taken;
  }
}
