import type { Ledger, Region } from './publication.ts';

/** The codes of a dimension, those that nothing published tells apart taken as one class. */
export interface CodeClasses {
  readonly count: number;
  readonly classOf: ReadonlyMap<string, number>;
}

/** A region by the classes that it is confined to, for each dimension in which it is confined at all. */
export interface Box {
  readonly universe: string;
  readonly within: ReadonlyMap<string, ReadonlySet<number>>;
  /** The same for the same set of things. */
  readonly key: string;
}

/**
 * Merges, for each dimension, the codes that no region tells apart: what is merged keeps the model small and loses nothing,
 * for whatever the regions say of its parts they say of them all. Codes that no region reaches are left out.
 */
export function mergeCodes(
  regions: readonly Region[],
  dimensions: Ledger['dimensions'],
): ReadonlyMap<string, CodeClasses> {
  const universes = [...new Set(regions.map(({ universe }) => universe))];
  const names = new Set([
    ...universes.flatMap((universe) => Object.keys(dimensions[universe] ?? {})),
    ...regions.flatMap(({ codes }) => Object.keys(codes)),
  ]);
  return new Map([...names].sort().map((name) => [name, mergeCodesOf(name, regions, dimensions)]));
}

function mergeCodesOf(name: string, regions: readonly Region[], dimensions: Ledger['dimensions']): CodeClasses {
  const declared = (universe: string): readonly string[] | undefined => dimensions[universe]?.[name];
  const isOpen = regions.some(({ universe, codes }) => declared(universe) !== undefined && codes[name] === undefined);
  const signatures = new Map<string, number[]>();
  for (const [at, { universe, codes }] of regions.entries()) {
    for (const code of declared(universe) ?? []) if (!signatures.has(code)) signatures.set(code, []);
    for (const code of new Set(codes[name])) signatures.set(code, [...(signatures.get(code) ?? []), at]);
  }
  const told = [...signatures].filter(([, signature]) => isOpen || signature.length > 0);
  const classes = [...new Set(told.map(([, signature]) => signature.join()))];
  return {
    count: classes.length,
    classOf: new Map(told.map(([code, signature]) => [code, classes.indexOf(signature.join())])),
  };
}

/** Where a region lies among the classes. */
export function boxOf({ universe, codes }: Region, classes: ReadonlyMap<string, CodeClasses>): Box {
  const within = new Map<string, ReadonlySet<number>>();
  for (const [name, { count, classOf }] of classes) {
    const named = codes[name];
    if (named === undefined) continue;
    const reached = new Set(named.flatMap((code) => classOf.get(code) ?? []));
    if (reached.size < count) within.set(name, reached);
  }
  const parts = [...within].map(([name, reached]) => [name, [...reached].sort((one, other) => one - other)]);
  return { universe, within, key: JSON.stringify([universe, parts]) };
}

/** Whether all that is in the inner box is in the outer one too, the universes being left aside. */
export function isWithin(inner: Box, outer: Box): boolean {
  for (const [name, reached] of outer.within) {
    const own = inner.within.get(name);
    if (own === undefined) return false;
    for (const one of own) if (!reached.has(one)) return false;
  }
  return true;
}
