import { swedishDay } from '../../../schema/swedish-day.ts';

/** How long the holder has. OSL 6 kap. says promptly (skyndsamt) and no number, so three days is an assumption for a lawyer. */
const REQUEST_WORKING_DAYS = 3;
const EMERGENCY_MINUTES = 15;
const REVIEW_HOURS = 72;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** When a request should be ruled on: the same time of day, three working days on. Public holidays are not known here. */
export function requestDueAt(requestedAt: Date): Date {
  let due = requestedAt;
  for (let days = 0; days < REQUEST_WORKING_DAYS;) {
    due = new Date(due.getTime() + DAY_MS);
    if (isWorkingDay(due)) days += 1;
  }
  return due;
}

/** When an emergency request should be answered. */
export function emergencyDueAt(requestedAt: Date): Date {
  return new Date(requestedAt.getTime() + EMERGENCY_MINUTES * MINUTE_MS);
}

/** When the review of an answered emergency should be done. */
export function reviewDueAt(answeredAt: Date): Date {
  return new Date(answeredAt.getTime() + REVIEW_HOURS * 60 * MINUTE_MS);
}

function isWorkingDay(at: Date): boolean {
  const weekday = new Date(`${swedishDay(at)}T12:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
