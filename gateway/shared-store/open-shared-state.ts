import type { Log } from '../../schema/process/log.ts';
import type { Stoppable } from '../../schema/process/run-process.ts';
import { openRevocations } from '../revocations/open-revocations.ts';
import type { RevocationList } from '../revocations/revocation-list.ts';
import { createMemoryRateLimits } from './memory-rate-limits.ts';
import { openSharedStore } from './open-shared-store.ts';
import type { OpenRateLimits } from './rate-limits.ts';
import { shareRateLimits } from './shared-rate-limits.ts';
import { createStoreKeys } from './store-keys.ts';

/** What the replicas of a gateway have in common; of a gateway that is alone, what it has in memory. */
export interface SharedState extends Stoppable {
  readonly revocations: RevocationList;
  readonly openRateLimits: OpenRateLimits;
}

export interface SharedStateSettings {
  readonly DATABASE_URL: string;
  readonly REF_KEY: Buffer;
  readonly SHARED_STORE_URL?: string | undefined;
  readonly REVOCATION_LIMIT_MS: number;
}

/** Opens the shared store where one is set, and what leans on it. */
export async function openSharedState(settings: SharedStateSettings, log: Log): Promise<SharedState> {
  const keys = createStoreKeys(settings.REF_KEY);
  const store = settings.SHARED_STORE_URL === undefined ? null : openSharedStore(settings.SHARED_STORE_URL, log);
  const revocations = await openRevocations({
    databaseUrl: settings.DATABASE_URL,
    limitMs: settings.REVOCATION_LIMIT_MS,
    ...{ store, keys, log },
  });
  return {
    revocations,
    openRateLimits: store === null ? createMemoryRateLimits : shareRateLimits(store, keys),
    close: async () => {
      await revocations.close();
      await store?.close();
    },
  };
}
