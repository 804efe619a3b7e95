/**
 * Age in whole years on a day. Somebody born on 29 February fills the year on the 28th in a common year, as a span of years
 * ends on the month's last day where it has no day of that number (lag 1930:173 1 §).
 * @param birthDate YYYY-MM-DD
 * @param day YYYY-MM-DD
 */
export function ageOn(birthDate: string, day: string): number {
  return day < birthdayOn(birthDate, yearOf(day) - yearOf(birthDate))
    ? yearOf(day) - yearOf(birthDate) - 1
    : yearOf(day) - yearOf(birthDate);
}

/** The first day (YYYY-MM-DD) on which somebody has reached an age. */
export function birthdayOn(birthDate: string, age: number): string {
  const year = yearOf(birthDate) + age;
  const monthAndDay = birthDate.slice(5) === '02-29' && !isLeapYear(year) ? '02-28' : birthDate.slice(5);
  return `${String(year).padStart(4, '0')}-${monthAndDay}`;
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
