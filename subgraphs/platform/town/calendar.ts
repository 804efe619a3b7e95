const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A date as the number of days since 1970-01-01. */
export type Day = number;

/** @throws TypeError when the text is not a date written YYYY-MM-DD */
export function parseDay(text: string): Day {
  const day = Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  if (!DATE.test(text) || !Number.isInteger(day) || isoDate(day) !== text) {
    throw new TypeError(`write the date as YYYY-MM-DD, not \`${text}\``);
  }
  return day;
}

export function isoDate(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** A time of that day in UTC, to the minute. */
export function isoTime(day: Day, minute: number): string {
  return `${new Date(day * DAY_MS + minute * 60_000).toISOString().slice(0, 19)}Z`;
}

export function yearOf(day: Day): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** The first day on which somebody born on `birth` has that age; in other years 29 February counts as the 28th. */
export function birthday(birth: Day, age: number): Day {
  const date = new Date(birth * DAY_MS);
  const year = date.getUTCFullYear() + age;
  const isLeapDay = date.getUTCMonth() === 1 && date.getUTCDate() === 29;
  const dayOfMonth = isLeapDay && !isLeapYear(year) ? 28 : date.getUTCDate();
  return Date.UTC(year, date.getUTCMonth(), dayOfMonth) / DAY_MS;
}

export function ageAt(birth: Day, day: Day): number {
  const years = yearOf(day) - yearOf(birth);
  return birthday(birth, years) > day ? years - 1 : years;
}

/** Weekdays outside the summer, autumn and winter breaks; near enough to a school calendar. */
export function isSchoolDay(day: Day): boolean {
  const date = new Date(day * DAY_MS);
  const weekday = date.getUTCDay();
  const monthDay = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  const isBreak = (monthDay > 612 && monthDay < 818) || monthDay > 1219 || monthDay < 109;
  return weekday !== 0 && weekday !== 6 && !isBreak;
}

/** The latest school day that is not after the day. */
export function schoolDayBefore(day: Day): Day {
  let candidate = day;
  while (!isSchoolDay(candidate)) candidate -= 1;
  return candidate;
}

/** The calendar year in which the school year (läsår) of that day began. */
export function schoolYearOf(day: Day): number {
  const date = new Date(day * DAY_MS);
  return date.getUTCMonth() >= 6 ? date.getUTCFullYear() : date.getUTCFullYear() - 1;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
