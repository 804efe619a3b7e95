import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimits, RateRule } from './rate-limits.ts';

const KEY_BYTES = 32;

/**
 * Counts in the memory of this process, for a gateway that is alone. What it holds is a hash under a key that nobody else has and
 * that ends with the process, so that not even a dump of the memory lists who has asked.
 */
export function createMemoryRateLimits({ name, points: most, seconds }: RateRule): RateLimits {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points: most, duration: seconds });
  const processKey = randomBytes(KEY_BYTES);
  return {
    async consume(who, points) {
      const key = createHmac('sha256', processKey).update(who).digest('base64url');
      try {
        await limiter.consume(key, points);
        return { isAllowed: true };
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return { isAllowed: false, retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) };
      }
    },
  };
}
