import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { gatewayMetrics } from '../telemetry/gateway-metrics.ts';
import { createMemoryRateLimits } from './memory-rate-limits.ts';
import type { SharedStore } from './open-shared-store.ts';
import type { OpenRateLimits } from './rate-limits.ts';
import type { StoreKeys } from './store-keys.ts';

const PREFIX = 'samsyn:rate';

/**
 * Counts in the store that the replicas share, so that asking by turns gives nobody more. While the store is away each replica counts
 * by itself: a limit keeps the machines up and protects no secret, so it is better held apart than not at all, or than nobody let in.
 */
export function shareRateLimits({ client }: SharedStore, keys: StoreKeys): OpenRateLimits {
  return (rule) => {
    const { name, points: most, seconds } = rule;
    const limiter = new RateLimiterRedis({
      storeClient: client,
      keyPrefix: `${PREFIX}:${name}`,
      points: most,
      duration: seconds,
      rejectIfRedisNotReady: true,
    });
    const alone = createMemoryRateLimits(rule);
    return {
      async consume(who, points) {
        try {
          await limiter.consume(keys('rate', who), points);
          return { isAllowed: true };
        } catch (refused) {
          if (refused instanceof RateLimiterRes)
            return { isAllowed: false, retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) };
          gatewayMetrics.sharedStoreFaults.add([]);
          return alone.consume(who, points);
        }
      },
    };
  };
}
