import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import type { Requester } from '../../policies/requester.ts';
import type { StoreKeys } from '../shared-store/store-keys.ts';
import { foldRevocations, type Revocation } from './revocation.ts';

/** Who is let in no more, as each replica holds it in memory. */
export interface RevocationList {
  /**
   * Asked of everybody whose token was verified, each time.
   * @throws SamsynError ACCESS_REVOKED; REVOCATIONS_UNKNOWN when the list is too old to be relied on
   */
  requireStanding(requester: Requester, now: Date): void;
  /** Whether the list is young enough to be relied on. */
  isReady(): boolean;
  /** Seconds since the list was last read whole. */
  ageSeconds(): number;
  close(): Promise<void>;
}

export interface RevocationListOptions {
  /** Every place where revocations stand; all of them must answer for the list to be whole. */
  readonly sources: readonly (() => Promise<readonly Revocation[]>)[];
  readonly keys: StoreKeys;
  /** How long an unread list is relied on, ms. */
  readonly limitMs: number;
  readonly log: Log;
  /** Rises steadily, ms; no change of the clock moves it. */
  readonly monotonicMs: () => number;
}

const READ_EVERY_MS = 1_000;

/**
 * Reads the list, and again every second: whoever is revoked is out on every replica within two. Where a place does not answer, the
 * list that is known goes on for a while, so that a restart of the store stops nobody's work; then everything is closed, since a
 * gateway that cannot know who was shut out may not let anybody in.
 */
export async function openRevocationList(options: RevocationListOptions): Promise<RevocationList> {
  const { keys, limitMs, log, monotonicMs } = options;
  let closedUntil: ReadonlyMap<string, number> = new Map();
  let readAtMs = Number.NEGATIVE_INFINITY;
  let wasRead = true;
  const read = async (): Promise<void> => {
    const startedMs = monotonicMs();
    try {
      closedUntil = foldRevocations((await Promise.all(options.sources.map((source) => source()))).flat());
      readAtMs = startedMs;
      if (!wasRead) log.info('the list of revocations is read again');
      wasRead = true;
    } catch (error) {
      if (wasRead) log.warn({ err: error }, 'the list of revocations cannot be read');
      wasRead = false;
    }
  };
  await read();
  const reading = readAgainAndAgain(read);
  const isReady = (): boolean => monotonicMs() - readAtMs <= limitMs;
  const digests = new WeakMap<Requester, readonly string[]>();
  const digestsOf = (requester: Requester): readonly string[] => {
    const known = digests.get(requester) ?? makeDigests(requester, keys);
    digests.set(requester, known);
    return known;
  };
  return {
    requireStanding: (requester, now) => {
      if (!isReady()) throw new SamsynError('REVOCATIONS_UNKNOWN', {});
      if (closedUntil.size === 0) return;
      const isClosed = digestsOf(requester).some((digest) => (closedUntil.get(digest) ?? 0) > now.getTime());
      if (isClosed) throw new SamsynError('ACCESS_REVOKED', {});
    },
    isReady,
    ageSeconds: () => (monotonicMs() - readAtMs) / 1000,
    close: reading.close,
  };
}

function makeDigests({ subject, tokenId }: Requester, keys: StoreKeys): readonly string[] {
  return [keys('subject', subject), ...(tokenId === null ? [] : [keys('token', tokenId)])];
}

/** One reading at a time, however slow. */
function readAgainAndAgain(read: () => Promise<void>): { readonly close: () => Promise<void> } {
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> = Promise.resolve();
  let isClosed = false;
  const next = (): void => {
    if (isClosed) return;
    timer = setTimeout(() => {
      underWay = read().then(next);
    }, READ_EVERY_MS);
    timer.unref();
  };
  next();
  return {
    close: async () => {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      await underWay;
    },
  };
}
