import { birthdayOn } from '../../schema/age.ts';
import {
  consentEnd,
  consentStands,
  MAJORITY_AGE,
  OWN_SAY_AGE,
  type ConsentCircumstances,
  type JudgedEntry,
} from './consent-stands.ts';

/** What a consent has before it: its end, or a birthday on which others than those who gave it decide. */
export interface ConsentRenewal {
  /** The first day on which it is so, YYYY-MM-DD. */
  readonly on: string;
  readonly because: 'LAST_DAY_PASSED' | 'SIG_ENDS' | 'TURNS_15' | 'TURNS_18';
}

const DAY_MS = 86_400_000;

/**
 * Why a consent that stands should be talked about anew within some days; the first cause, null when there is none. A birthday
 * counts also where the young person's own yes carries the consent over it: at 18 the guardians' part in it is over.
 */
export function consentRenewal(
  entry: JudgedEntry,
  circumstances: ConsentCircumstances,
  withinDays: number,
): ConsentRenewal | null {
  if (!consentStands(entry, circumstances).stands) return null;
  const { today, birthDate } = circumstances;
  const end = consentEnd(entry, circumstances);
  const causes: ConsentRenewal[] = [{ on: dayAfter(end.day, 1), because: ENDS[end.because] }];
  if (birthDate !== null) {
    causes.push({ on: birthdayOn(birthDate, OWN_SAY_AGE), because: 'TURNS_15' });
    causes.push({ on: birthdayOn(birthDate, MAJORITY_AGE), because: 'TURNS_18' });
  }
  const horizon = dayAfter(today, withinDays);
  const near = causes.filter(({ on }) => today < on && on <= horizon);
  return near.toSorted((one, other) => (one.on < other.on ? -1 : 1))[0] ?? null;
}

const ENDS = { PAST: 'LAST_DAY_PASSED', SIG_ENDED: 'SIG_ENDS', TURNED_15: 'TURNS_15' } as const;

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
