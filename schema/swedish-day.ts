const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' });

/** The calendar day in Sweden, YYYY-MM-DD. */
export function swedishDay(at: Date): string {
  return DAY.format(at);
}
