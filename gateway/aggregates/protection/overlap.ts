import type { AttributeCodes, Universe } from './universe.ts';

/** An earlier release, by what it counted. */
export interface PlacedRelease {
  readonly id: string;
  /** What people know it by: `concern-report-inflow 2026-HT`. */
  readonly label: string;
  readonly universe: Universe;
}

/** The earlier releases that a new one could be compared with, one by one or over others. Pure. */
export function findOverlapping(universe: Universe, earlier: readonly PlacedRelease[]): readonly PlacedRelease[] {
  const found = new Set<PlacedRelease>();
  const open: Universe[] = [universe];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const release of earlier) {
      if (found.has(release) || !overlaps(next, release.universe)) continue;
      found.add(release);
      open.push(release.universe);
    }
  }
  return earlier.filter((release) => found.has(release));
}

function overlaps(one: Universe, other: Universe): boolean {
  if (one.period !== other.period || !one.within.some((set) => other.within.includes(set))) return false;
  return sharesMonths(one.fixed, other.fixed);
}

function sharesMonths({ month: one }: AttributeCodes, { month: other }: AttributeCodes): boolean {
  return one === undefined || other === undefined || one.some((month) => other.includes(month));
}

/**
 * The earlier releases that show the same things by codes as of another day: an attribute that turned in between. The change tells
 * of those who changed, few perhaps, and no audit of the two can know who could. Pure.
 */
export function findTurned(
  { name, fixed, shown }: Universe,
  earlier: readonly PlacedRelease[],
): readonly PlacedRelease[] {
  return earlier.filter(({ universe }) => {
    if (universe.name !== name || !sharesMonths(fixed, universe.fixed)) return false;
    return universe.shown.some((other) => shown.some((own) => own !== other && kindOf(own) === kindOf(other)));
  });
}

/** An attribute without the day that it is as of. */
function kindOf(attribute: string): string {
  return attribute.split('@')[0] ?? attribute;
}

/** Which universes lie whole within which: who is in more sources is in fewer. Pairs of inner and outer. */
export function findSubsets(universes: readonly Universe[]): readonly (readonly [string, string])[] {
  const byName = new Map(universes.map((universe) => [universe.name, universe]));
  const all = [...byName.values()];
  return all.flatMap((inner) =>
    all.filter((outer) => isWithin(inner, outer)).map((outer) => [inner.name, outer.name] as const),
  );
}

function isWithin(inner: Universe, outer: Universe): boolean {
  return (
    inner.period === outer.period &&
    inner.within.length > outer.within.length &&
    outer.within.every((set) => inner.within.includes(set))
  );
}

/** Every attribute of each universe, with all codes that any of its releases has. */
export function joinAttributes(universes: readonly Universe[]): Readonly<Record<string, AttributeCodes>> {
  const joined: Record<string, Record<string, readonly string[]>> = {};
  for (const { name, attributes } of universes) {
    const known = (joined[name] ??= {});
    for (const [attribute, codes] of Object.entries(attributes)) {
      known[attribute] = [...new Set([...(known[attribute] ?? []), ...codes])].sort();
    }
  }
  return joined;
}
