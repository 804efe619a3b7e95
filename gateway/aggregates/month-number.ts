/** Months since the year 0, so that a difference is a number of months. */
export function monthNumber(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return year * 12 + number - 1;
}
