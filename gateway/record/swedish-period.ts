import { swedishDay } from '../../schema/swedish-day.ts';

/** A span of time; null is without an end on that side. */
export interface Period {
  readonly from: Date | null;
  /** Not included. */
  readonly until: Date | null;
}

/** The span from the beginning of one Swedish day to the end of another, each YYYY-MM-DD, each may be left out. */
export function swedishPeriod(from: string | undefined, to: string | undefined): Period {
  return {
    from: from === undefined ? null : startOfDay(from),
    until: to === undefined ? null : startOfDay(dayAfter(to)),
  };
}

/** Swedish midnight is at 22:00 or 23:00 UTC the day before, by the season. */
function startOfDay(day: string): Date {
  const inSummer = new Date(`${day}T00:00:00+02:00`);
  return swedishDay(inSummer) === day ? inSummer : new Date(`${day}T00:00:00+01:00`);
}

function dayAfter(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}

/** Whether a moment lies in a span. */
export function isWithin(at: Date, { from, until }: Period): boolean {
  return (from === null || at >= from) && (until === null || at < until);
}
