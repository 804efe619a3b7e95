/** A term (termin) as `2026-HT`, or a calendar year as `2026`: the periods that an aggregate can be asked for. */
export interface AggregatePeriod {
  /** As asked: `2026-HT`. */
  readonly name: string;
  /** First day, YYYY-MM-DD, of the period. */
  readonly from: string;
  /** The day after the last one, of the period itself. */
  readonly until: string;
  /** The day after the last one that is counted: earlier than `until` while the period still runs. Always the first of a month. */
  readonly countedUntil: string;
  /** The months that are counted, `YYYY-MM`, in order. */
  readonly months: readonly string[];
}

export type PeriodKind = 'term' | 'year';

const TERM = /^(\d{4})-(VT|HT)$/;
const YEAR = /^\d{4}$/;
/** Before it no register of the town has anything. */
const FIRST_YEAR = 2024;

/**
 * Reads a period. Counted are whole months that are over, so that a figure never grows from one day to the next.
 * @returns null when it is no such period, or nothing of it is over yet
 */
export function parsePeriod(kind: PeriodKind, text: string, now: Date): AggregatePeriod | null {
  const bounds = kind === 'term' ? termBounds(text) : yearBounds(text);
  if (bounds === null || Number(text.slice(0, 4)) < FIRST_YEAR) return null;
  const thisMonth = `${monthOf(now)}-01`;
  const countedUntil = thisMonth < bounds.until ? thisMonth : bounds.until;
  if (countedUntil <= bounds.from) return null;
  return { name: text, ...bounds, countedUntil, months: monthsBetween(bounds.from, countedUntil) };
}

/** The periods of a kind of which something is over, latest first: what a parameter can be. */
export function listPeriods(kind: PeriodKind, now: Date): readonly string[] {
  const years = Array.from({ length: now.getUTCFullYear() - FIRST_YEAR + 2 }, (_, at) => String(FIRST_YEAR + at));
  const names = kind === 'year' ? years : years.flatMap((year) => [`${year}-VT`, `${year}-HT`]);
  return names.filter((name) => parsePeriod(kind, name, now) !== null).reverse();
}

function termBounds(text: string): Pick<AggregatePeriod, 'from' | 'until'> | null {
  const [, year, term] = TERM.exec(text) ?? [];
  if (year === undefined) return null;
  return term === 'VT'
    ? { from: `${year}-01-01`, until: `${year}-07-01` }
    : { from: `${year}-07-01`, until: `${Number(year) + 1}-01-01` };
}

function yearBounds(text: string): Pick<AggregatePeriod, 'from' | 'until'> | null {
  return YEAR.test(text) ? { from: `${text}-01-01`, until: `${Number(text) + 1}-01-01` } : null;
}

/** The months from a first of a month up to another, `YYYY-MM`. */
export function monthsBetween(from: string, until: string): readonly string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); `${month}-01` < until; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/** The Swedish calendar month of a time, YYYY-MM. */
export function monthOf(now: Date): string {
  return now.toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' }).slice(0, 7);
}
