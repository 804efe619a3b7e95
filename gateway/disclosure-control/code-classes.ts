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
  const signatures = new Map<string, number[]>();
  let isOpen = false;
  for (const [at, region] of regions.entries()) {
    const declared = dimensions[region.universe]?.[name];
    const named = region.codes[name];
    for (const code of declared ?? []) if (!signatures.has(code)) signatures.set(code, []);
    if (named === undefined && declared !== undefined) isOpen = true;
    for (const code of new Set(named ?? [])) {
      const signature = signatures.get(code);
      if (signature === undefined) signatures.set(code, [at]);
      else signature.push(at);
    }
  }
  const classes = new Map<string, number>();
  const classOf = new Map<string, number>();
  for (const [code, signature] of signatures) {
    if (signature.length === 0 && !isOpen) continue;
    const key = signature.join();
    const known = classes.get(key) ?? classes.size;
    classes.set(key, known);
    classOf.set(code, known);
  }
  return { count: classes.size, classOf };
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
