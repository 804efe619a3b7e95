import { inputInvalid } from '../../../schema/input-problem.ts';

const LONGEST_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Reads when a release ends.
 * @throws SamsynError INPUT_INVALID when it is missing, has been, or is more than 90 days ahead
 */
export function readUntil(until: Date | null, now: Date): Date {
  const ahead = until === null ? 0 : until.getTime() - now.getTime();
  if (until === null || ahead <= 0 || ahead > LONGEST_DAYS * DAY_MS) throw inputInvalid('until');
  return until;
}
