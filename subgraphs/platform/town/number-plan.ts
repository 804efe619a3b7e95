import { birthday, isoDate, parseDay, yearOf, type Day } from './calendar.ts';
import type { DrawFor } from './draw.ts';
import { FIRST_RESERVED_BIRTH, FORMER_NUMBERS, LAST_RESERVED_BIRTH, reservedNumber } from './reserved-numbers.ts';
import type { Sex } from './townsperson.ts';

/** Who somebody is to the folkbokföring: when born, and under which number. */
export interface Birth {
  readonly day: Day;
  readonly sex: Sex;
  readonly number: string | null;
}

/** A birth that an awkward case asks for: `turns` that age `inDays` days from today. */
export interface WantedBirth {
  readonly turns: number;
  readonly inDays: number;
  readonly sex: Sex;
  readonly special?: 'LEAP_DAY' | 'HAD_FORMER_NUMBER';
}

/** Persons come in blocks of this many; each place of a block draws its births from its own stretch of years. */
export const BLOCK = 6;

// Neighbours in this order are at least a stretch apart, so that siblings are never born months apart.
const STRETCHES = [0, 2, 4, 1, 3, 5] as const;
const FIRST_PREFERRED_BIRTH = parseDay('2005-01-01');
const YOUNGEST_INVENTED = 6;
const INVENTED_YEARS = 15;

/** Hands out every reserved number at most once: first births from 2005, then the older, then none. */
export interface NumberPlan {
  /** The births of the cast, in its order. */
  readonly cast: readonly Birth[];
  /** The birth of who sits at a place of a block; without a number when the series has run out. */
  birthAt(block: number, place: number): Birth;
}

export function planNumbers(today: Day, wanted: readonly WantedBirth[], draw: DrawFor): NumberPlan {
  const taken = new Set<string>();
  const cast = wanted.map((wish) => {
    const birth = castBirth(wish, today, taken);
    if (birth.number !== null) taken.add(birth.number);
    return birth;
  });
  const stretches = STRETCHES.map((stretch) => [
    ...shuffledStretch({ stretch, first: FIRST_PREFERRED_BIRTH, last: LAST_RESERVED_BIRTH }, taken, draw),
    ...shuffledStretch({ stretch, first: FIRST_RESERVED_BIRTH, last: FIRST_PREFERRED_BIRTH - 1 }, taken, draw),
  ]);
  return {
    cast,
    birthAt: (block, place) => stretches[place]?.[block] ?? inventedBirth(block * BLOCK + place, today, draw),
  };
}

interface Stretch {
  readonly stretch: number;
  readonly first: Day;
  readonly last: Day;
}

function shuffledStretch(span: Stretch, taken: ReadonlySet<string>, draw: DrawFor): readonly Birth[] {
  const length = (span.last - span.first + 1) / STRETCHES.length;
  const from = span.first + Math.ceil(span.stretch * length);
  const to = span.first + Math.ceil((span.stretch + 1) * length);
  const births: Birth[] = [];
  for (let day = from; day < to; day += 1) {
    for (const sex of ['FEMALE', 'MALE'] as const) {
      const number = reservedNumber(day, sex);
      if (number !== null && !taken.has(number)) births.push({ day, sex, number });
    }
  }
  return shuffle(births, draw(`births from ${isoDate(from)}`, 0));
}

function shuffle<T>(items: readonly T[], draw: ReturnType<DrawFor>): readonly T[] {
  const order = items.map((item) => ({ item, key: draw.next() }));
  return order.sort((one, other) => one.key - other.key).map(({ item }) => item);
}

function inventedBirth(index: number, today: Day, draw: DrawFor): Birth {
  const stream = draw('invented birth', index);
  const place = index % BLOCK;
  const oldest = birthday(today, -(YOUNGEST_INVENTED + INVENTED_YEARS));
  const length = (INVENTED_YEARS * 365) / STRETCHES.length;
  const day = oldest + Math.floor(((STRETCHES[place] ?? 0) + stream.next()) * length);
  return { day, sex: stream.chance(0.5) ? 'FEMALE' : 'MALE', number: null };
}

function castBirth(wish: WantedBirth, today: Day, taken: ReadonlySet<string>): Birth {
  const exact = birthday(today + wish.inDays, -wish.turns);
  if (wish.special === 'LEAP_DAY') return leapDayBirth(wish, today, taken);
  if (wish.special === 'HAD_FORMER_NUMBER') return formerNumberBirth(wish, exact, taken);
  // Away from today, so that "soon" stays ahead and "just turned" stays behind.
  const step = wish.inDays > 0 ? 1 : -1;
  for (let day = exact; day >= FIRST_RESERVED_BIRTH && day <= LAST_RESERVED_BIRTH; day += step) {
    const number = reservedNumber(day, wish.sex);
    if (number !== null && !taken.has(number)) return { day, sex: wish.sex, number };
  }
  return { day: exact, sex: wish.sex, number: null };
}

function leapDayBirth(wish: WantedBirth, today: Day, taken: ReadonlySet<string>): Birth {
  const leapYears = [2012, 2008, 2004, 2000];
  const wantedYear = yearOf(today) - wish.turns;
  const nearest = leapYears.reduce((best, year) =>
    Math.abs(year - wantedYear) < Math.abs(best - wantedYear) ? year : best,
  );
  const day = parseDay(`${nearest}-02-29`);
  const number = reservedNumber(day, wish.sex);
  return { day, sex: wish.sex, number: number !== null && taken.has(number) ? null : number };
}

function formerNumberBirth(wish: WantedBirth, exact: Day, taken: ReadonlySet<string>): Birth {
  let best: Birth = { day: Number.NEGATIVE_INFINITY, sex: wish.sex, number: null };
  for (const number of FORMER_NUMBERS.keys()) {
    const day = parseDay(`${number.slice(0, 4)}-${number.slice(4, 6)}-${number.slice(6, 8)}`);
    const sex = number[10] === '8' ? 'FEMALE' : 'MALE';
    if (sex !== wish.sex || taken.has(number)) continue;
    if (Math.abs(day - exact) < Math.abs(best.day - exact)) best = { day, sex, number };
  }
  return best.number === null ? { ...best, day: exact } : best;
}
