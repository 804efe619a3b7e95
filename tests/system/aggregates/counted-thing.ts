import type { Dimension } from '../../../schema/aggregate-codes.ts';
import { ageOn } from '../../../schema/age.ts';
import type { AggregatePeriod } from '../../../schema/aggregate-period.ts';
import { dayBefore } from '../../../schema/swedish-day.ts';
import type { Townsperson } from '../../../subgraphs/platform/town/townsperson.ts';

/** One thing that is counted, as the generator of the town knows it. */
export interface CountedThing {
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly codes: Readonly<Partial<Record<Dimension, string>>>;
  readonly sum?: number;
}

/** What a person gives to a measure, whatever the month; cut by the period afterwards. */
export type Reference = (person: Townsperson, period: AggregatePeriod) => readonly CountedThing[];

export function sexAndAge({ sex, birthDate }: Townsperson, { until }: AggregatePeriod): CountedThing['codes'] {
  const age = ageOn(birthDate, dayBefore(until));
  const ageBand = age < 13 ? '0-12' : age < 15 ? '13-14' : age < 18 ? '15-17' : age < 21 ? '18-20' : '21+';
  return { sex, ageBand };
}

export function homeDistrict({ district, protectedMarking }: Townsperson): CountedThing['codes'] {
  return { district: protectedMarking === null ? (district ?? 'UNKNOWN') : 'UNKNOWN' };
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The day of that number so many months away, or the last of the month where it has none. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Whether something was done by its last day, as it stood when the last counted day was over. */
export function timeliness(done: string | null, due: string, { countedUntil }: AggregatePeriod): string {
  const known = done !== null && done < countedUntil ? done : null;
  if (known !== null) return known <= due ? 'IN_TIME' : 'LATE';
  return dayBefore(countedUntil) > due ? 'LATE' : 'NOT_YET';
}

export function percentBand(percent: number): string {
  if (percent < 50) return 'UNDER_50';
  return percent < 80 ? '50-79' : '80+';
}
