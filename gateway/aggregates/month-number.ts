/** Months since the year 0, so that a difference is a number of months. */
export function monthNumber(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return year * 12 + number - 1;
}

/** The month so many months later, YYYY-MM. */
export function addMonths(month: string, more: number): string {
  const number = monthNumber(month) + more;
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}
