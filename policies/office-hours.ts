import type { AnomalyRules } from './load-anomaly-rules.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const SATURDAY = 6;
const FRIDAY = 5;

/** Whether an hour (0 to 23) of a day (YYYY-MM-DD), Swedish time, is outside office hours: early, late, weekend or holiday. Pure. */
export function isOutsideHours(
  { day, hour }: { readonly day: string; readonly hour: number },
  rules: AnomalyRules['outsideHours'],
): boolean {
  return hour < rules.opensAt || hour >= rules.closesAt || isDayOff(day, rules);
}

function isDayOff(day: string, rules: AnomalyRules['outsideHours']): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  const weekday = at.getUTCDay();
  if (weekday === 0 || weekday === SATURDAY) return true;
  if (rules.fixedHolidays.includes(day.slice(5))) return true;
  const fromEaster = Math.round((at.getTime() - easterSunday(at.getUTCFullYear()).getTime()) / DAY_MS);
  if (rules.easterHolidays.includes(fromEaster)) return true;
  return rules.midsummerEve && weekday === FRIDAY && day.slice(5) >= '06-19' && day.slice(5) <= '06-25';
}

/** The Gregorian computus, after Meeus, Jones and Butcher. */
function easterSunday(year: number): Date {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const days = epact + toSunday - 7 * late + 114;
  return new Date(Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1));
}
