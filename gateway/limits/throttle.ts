import { SamsynError } from '../../schema/error-catalogue.ts';
import { actorOf, type Requester } from '../../policies/requester.ts';
import type { OpenRateLimits, RateLimits, RateRule } from '../shared-store/rate-limits.ts';
import type { LimitSettings } from './limit-settings.ts';
import { Slots, type Leave } from './slots.ts';

/** Keeps one person of staff, or one agency, from taking what is there for all. */
export interface Throttle {
  /**
   * Lets somebody in whose token was verified, and gives what ends the visit. It turns on who asks and how often, never on whom
   * they ask about; so what it tells is the asker's own use, and of an agency that its staff are many.
   * @throws SamsynError TOO_MANY_REQUESTS
   */
  enter(requester: Requester): Promise<Leave>;
  /**
   * Counts a request as more than one, for what it asks beyond one question.
   * @throws SamsynError TOO_MANY_REQUESTS
   */
  charge(requester: Requester, more: number): Promise<void>;
}

const MINUTE_SECONDS = 60;
/** When a place may be free again is not known. */
const CROWDED_SECONDS = 1;

/** @param openRateLimits in memory, or in the store that the replicas share; places are of each replica */
export function createThrottle(settings: LimitSettings, openRateLimits: OpenRateLimits): Throttle {
  const { LIMIT_ACTOR_PER_MINUTE, LIMIT_AGENCY_PER_MINUTE, LIMIT_ACTOR_AT_ONCE, LIMIT_AGENCY_AT_ONCE } = settings;
  const openMinute = (name: RateRule['name'], most: number, what: string): Minute => ({
    limits: openRateLimits({ name, points: most, seconds: MINUTE_SECONDS }),
    ...{ most, what },
  });
  const ofActor = openMinute('actor', LIMIT_ACTOR_PER_MINUTE, 'requests a minute for one person');
  const ofAgency = openMinute('agency', LIMIT_AGENCY_PER_MINUTE, 'requests a minute for one agency');
  const requireLeft = async (requester: Requester, requests: number): Promise<void> => {
    await consume(ofActor, actorOf(requester), requests);
    await consume(ofAgency, requester.agency, requests);
  };
  const actorSlots = new Slots(LIMIT_ACTOR_AT_ONCE);
  const agencySlots = new Slots(LIMIT_AGENCY_AT_ONCE);
  return {
    async enter(requester) {
      const { agency } = requester;
      const actor = actorOf(requester);
      // Who is refused for being too many at once uses up none of the minute.
      const leaveActor = requirePlace(actorSlots.take(actor), LIMIT_ACTOR_AT_ONCE, 'requests at a time for one person');
      const leaveAgency = agencySlots.take(agency);
      try {
        requirePlace(leaveAgency, LIMIT_AGENCY_AT_ONCE, 'requests at a time for one agency');
        await requireLeft(requester, 1);
      } catch (error) {
        leaveAgency?.();
        leaveActor();
        throw error;
      }
      return () => {
        leaveAgency?.();
        leaveActor();
      };
    },
    charge: requireLeft,
  };
}

function requirePlace(leave: Leave | null, limit: number, what: string): Leave {
  if (leave === null) throw new SamsynError('TOO_MANY_REQUESTS', { limit, what, seconds: CROWDED_SECONDS });
  return leave;
}

interface Minute {
  readonly limits: RateLimits;
  readonly most: number;
  readonly what: string;
}

async function consume({ limits, most, what }: Minute, who: string, requests: number): Promise<void> {
  const verdict = await limits.consume(who, requests);
  if (verdict.isAllowed) return;
  throw new SamsynError('TOO_MANY_REQUESTS', { limit: most, what, seconds: verdict.retryAfterSeconds });
}
