import type { PublishedCell, Region } from '../../../gateway/disclosure-control/publication.ts';

/** Whole numbers, one for each combination of codes of each universe. */
interface Unknown {
  readonly universe: string;
  readonly codes: Readonly<Record<string, string>>;
}

interface Condition {
  readonly times: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** A group as a sum of regions, those of `less` taken away. */
export interface Sought {
  readonly plus: readonly Region[];
  readonly less?: readonly Region[];
}

/**
 * An attacker who tries every table there could be, cell by cell, and keeps those that fit what is published. Shares no code
 * with what it attacks: no merged codes, no crossings, no linear programme, and the meaning of a rounded figure is found by
 * rounding every number there is.
 */
export class ExhaustiveAttacker {
  readonly #unknowns: readonly Unknown[];
  readonly #conditions: readonly Condition[];
  readonly #highest: number;
  #looks = 0;

  constructor(
    cells: readonly PublishedCell[],
    universes: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
    {
      subsets = [],
      knows = [],
      highest,
      guesses,
    }: {
      subsets?: readonly (readonly [string, string])[];
      /** Groups of whom the attacker knows at least one from elsewhere. */
      knows?: readonly Region[];
      highest: number;
      guesses: boolean;
    },
  ) {
    this.#highest = highest;
    this.#unknowns = Object.entries(universes).flatMap(([universe, dimensions]) =>
      Object.entries(dimensions)
        .reduce<Record<string, string>[]>(
          (all, [name, codes]) => all.flatMap((one) => codes.map((code) => ({ ...one, [name]: code }))),
          [{}],
        )
        .map((codes) => ({ universe, codes })),
    );
    const published = cells.map((cell) => {
      const fits = possible(cell, guesses);
      return { times: this.#timesOf({ plus: [cell.region] }), least: Math.min(...fits), most: Math.max(...fits) };
    });
    const contained = subsets.flatMap(([inner, outer]) =>
      this.#unknowns
        .filter(({ universe }) => universe === inner)
        .map(({ codes }) => {
          const region = (universe: string): Region => ({ universe, codes: mapValues(codes, (code) => [code]) });
          return { times: this.#timesOf({ plus: [region(inner)], less: [region(outer)] }), least: -Infinity, most: 0 };
        }),
    );
    const known = knows.map((region) => ({ times: this.#timesOf({ plus: [region] }), least: 1, most: Infinity }));
    this.#conditions = [...published, ...contained, ...known].map(({ times, least, most }) => ({ times, least, most }));
  }

  /** Whether some table that fits has so many in the group. */
  canBe(sought: Sought, least: number, most: number): boolean {
    this.#looks = 0;
    return this.#search(takeTogether([...this.#conditions, { times: this.#timesOf(sought), least, most }]), []);
  }

  /** Whether the group is known closer than a mark says: it can be small, and not any number from 0 to the threshold. */
  exposes(sought: Sought, threshold: number): boolean {
    if (!this.canBe(sought, 0, threshold)) return false;
    return !(this.canBe(sought, 0, 0) && this.canBe(sought, threshold, Infinity));
  }

  #search(conditions: readonly Condition[], values: readonly number[]): boolean {
    this.#looks += 1;
    if (this.#looks > 5_000_000) throw new Error('too large for this attacker');
    if (!conditions.every((condition) => this.#canHold(condition, values))) return false;
    if (values.length === (conditions[0]?.times.length ?? 0)) return true;
    for (let value = 0; value <= this.#highest; value += 1) {
      if (this.#search(conditions, [...values, value])) return true;
    }
    return false;
  }

  #canHold({ times, least, most }: Condition, values: readonly number[]): boolean {
    let [low, high] = [0, 0];
    for (const [at, often] of times.entries()) {
      const value = values[at];
      low += value === undefined ? Math.min(0, often * this.#highest) : often * value;
      high += value === undefined ? Math.max(0, often * this.#highest) : often * value;
    }
    return high >= least && low <= most;
  }

  #timesOf({ plus, less = [] }: Sought): readonly number[] {
    const has = ({ universe, codes }: Region, unknown: Unknown): boolean =>
      universe === unknown.universe &&
      Object.entries(codes).every(([name, list]) => list.includes(unknown.codes[name] ?? ''));
    return this.#unknowns.map(
      (unknown) =>
        plus.filter((region) => has(region, unknown)).length - less.filter((region) => has(region, unknown)).length,
    );
  }
}

/** Unknowns that no condition tells apart are tried as one. */
function takeTogether(conditions: readonly Condition[]): readonly Condition[] {
  const unknowns = conditions[0]?.times.length ?? 0;
  const columns = new Map<string, number>();
  for (let at = 0; at < unknowns; at += 1) {
    const key = conditions.map(({ times }) => times[at]).join();
    if (!columns.has(key)) columns.set(key, at);
  }
  const kept = [...columns.values()];
  return conditions.map(({ times, ...bounds }) => ({ ...bounds, times: kept.map((at) => times[at] ?? 0) }));
}

/** The numbers that a cell can stand for, up to far beyond what the tests count. */
function possible({ shown, isSmall, rules }: PublishedCell, guesses: boolean): readonly number[] {
  const numbers = Array.from({ length: 500 }, (_, number) => number);
  if (shown === null)
    return guesses && isSmall ? numbers.filter((number) => number <= rules.suppressUpTo) : [0, Infinity];
  return numbers.filter(
    (number) => number > rules.suppressUpTo && Math.round(number / rules.roundTo) * rules.roundTo === shown,
  );
}

function mapValues<From, To>(from: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, map(value)]));
}

/**
 * What a reader of figures would try: every mark, and every difference of two shown figures of which one lies in the other. Who
 * guesses which marks are small knows of the others that they are not, so that there is nothing to find out of them, nor of a
 * difference that has one of them in it.
 */
export function listAttacks(
  cells: readonly PublishedCell[],
  { subsets = [], guesses }: { subsets?: readonly (readonly [string, string])[]; guesses: boolean },
): readonly (Sought & { readonly threshold: number })[] {
  const isInside = (inner: Region, outer: Region): boolean =>
    (inner.universe === outer.universe ||
      subsets.some(([one, other]) => one === inner.universe && other === outer.universe)) &&
    Object.entries(outer.codes).every(
      ([name, list]) => inner.codes[name]?.every((code) => list.includes(code)) ?? false,
    );
  const isApart = (one: Region, other: Region): boolean =>
    one.universe === other.universe &&
    Object.entries(one.codes).some(([name, list]) => !(other.codes[name] ?? list).some((code) => list.includes(code)));
  const large = guesses ? cells.filter(({ shown, isSmall }) => shown === null && !isSmall) : [];
  const marks = cells
    .filter((cell) => cell.shown === null && !large.includes(cell))
    .map(({ region, rules }) => ({ plus: [region], threshold: rules.suppressUpTo }));
  const shown = cells.filter((cell) => cell.shown !== null);
  const differences = shown.flatMap((outer) =>
    shown
      .filter(({ region }) => isInside(region, outer.region) && JSON.stringify(region) !== JSON.stringify(outer.region))
      .filter(({ region }) => !large.some((one) => isInside(one.region, outer.region) && isApart(one.region, region)))
      .map((inner) => ({
        plus: [outer.region],
        less: [inner.region],
        threshold: Math.max(inner.rules.suppressUpTo, outer.rules.suppressUpTo),
      })),
  );
  return [...marks, ...differences];
}
