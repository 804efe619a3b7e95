const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' });

const MINUTE_MS = 60_000;
const asked = { minute: Number.NaN, day: '' };

/** The calendar day in Sweden, YYYY-MM-DD. Asked of the same minute again and again, as it is, it is looked up once. */
export function swedishDay(at: Date): string {
  const minute = Math.floor(at.getTime() / MINUTE_MS);
  if (minute !== asked.minute) {
    asked.day = DAY.format(at);
    asked.minute = minute;
  }
  return asked.day;
}

/** The day before a day, both YYYY-MM-DD. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
