import { randomInt } from 'node:crypto';
import { SamsynError } from '../../schema/error-catalogue.ts';

/** Seconds, drawn anew each time, or all who were told to come back would come back together. */
export const RETRY_AFTER = [1, 2, 3] as const;

/** The refusal of who got further than the door. */
export function overloaded(): SamsynError {
  return new SamsynError('OVERLOADED', { seconds: RETRY_AFTER[randomInt(RETRY_AFTER.length)] ?? RETRY_AFTER[0] });
}
