import { isoTime, isSchoolDay, schoolYearOf, yearOf, type Day } from './calendar.ts';
import type { Burden } from './cast.ts';
import type { Draw } from './draw.ts';
import type { Person } from './person.ts';
import type { PresentNow, TermAttendance } from './school-facts.ts';
import { LESSONS } from './school-texts.ts';
import type { World } from './world.ts';

const HOURS_A_TERM = 420;
const TERMS_SHOWN = 3;

// Typical absence is 6 to 8 per cent in grades 1 to 6, 8 to 12 in 7 to 9; of it without cause, by burden.
const VALID_ABSENCE = { F_6: 0.06, '7_9': 0.08, GYMNASIUM: 0.085 } as const;
const INVALID_ABSENCE: Readonly<Record<Burden, number>> = {
  NONE: 0.008,
  LIGHT: 0.02,
  MEDIUM: 0.05,
  HEAVY: 0.11,
  RICH: 0.2,
};
const TRUANT_SHARE = 0.008;
const LONG_ABSENT_SHARE = 0.002;

/** The share of hours absent with and without cause that a pupil tends to. */
interface Tendency {
  readonly valid: number;
  readonly invalid: number;
}

/** Attendance of the latest terms, the present one first. */
export function makeAttendance(world: World, person: Person): readonly TermAttendance[] {
  const draw = world.draw('attendance', person.index);
  const tendency = tendencyOf(person, draw);
  return latestTerms(world.today).map(({ term, share }) => {
    const hours = HOURS_A_TERM * share;
    const valid = Math.round(hours * Math.min(0.5, tendency.valid * (0.6 + draw.next() * 0.8)));
    const invalid = Math.round(hours * Math.min(0.5, tendency.invalid * (0.5 + draw.next())));
    const present = hours === 0 ? 100 : Math.round(((hours - valid - invalid) / hours) * 100);
    const absence = { validAbsenceHours: valid, invalidAbsenceHours: invalid };
    return { term, presentPercent: present, ...absence, hoursTaught: Math.round(hours) };
  });
}

/** Whether the pupil is at school this morning; nobody is on a free day, nor who is placed elsewhere or missing. */
export function makePresentNow(world: World, person: Person): PresentNow {
  const draw = world.draw('present now', person.index);
  const { valid, invalid } = tendencyOf(person, world.draw('attendance', person.index));
  const isElsewhere = person.traits.placement === 'NOW' || person.traits.missing === 'NOW';
  const isAway = draw.chance(valid + invalid) && person.traits.burden !== 'RICH';
  const present = isSchoolDay(world.today) && !isElsewhere && !isAway;
  return { present, lesson: present ? draw.pick(LESSONS) : null, asOf: isoTime(world.today, 9 * 60 + 15) };
}

function tendencyOf({ traits, place }: Person, draw: Draw): Tendency {
  const valid = VALID_ABSENCE[place?.stage ?? 'F_6'] * (0.4 + draw.next() * 1.2);
  if (traits.sig !== null) return { valid, invalid: 0.15 + draw.next() * 0.3 };
  if (traits.placement !== null) return { valid: valid + 0.1, invalid: 0.12 + draw.next() * 0.2 };
  const kind = draw.next();
  if (kind < LONG_ABSENT_SHARE) return { valid, invalid: 0.35 + draw.next() * 0.15 };
  if (kind < LONG_ABSENT_SHARE + TRUANT_SHARE) return { valid, invalid: 0.12 + draw.next() * 0.1 };
  return { valid, invalid: INVALID_ABSENCE[traits.burden] * draw.next() * 1.6 };
}

/** The latest terms with how much of each has passed. */
function latestTerms(today: Day): readonly { readonly term: string; readonly share: number }[] {
  const isAutumn = schoolYearOf(today) === yearOf(today);
  const begin = Date.UTC(yearOf(today), isAutumn ? 7 : 0, isAutumn ? 18 : 9) / 86_400_000;
  const share = Math.max(0, Math.min(1, (today - begin) / (isAutumn ? 123 : 154)));
  const now = yearOf(today) * 2 + (isAutumn ? 1 : 0);
  return Array.from({ length: TERMS_SHOWN }, (_, back) => {
    const at = now - back;
    return { term: `${at % 2 === 1 ? 'HT' : 'VT'}${Math.floor(at / 2)}`, share: back === 0 ? share : 1 };
  });
}
