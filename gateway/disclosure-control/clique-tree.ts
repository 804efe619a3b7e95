/** Dimensions that are crossed with one another, hung on a parent with which it shares the separator. */
export interface Clique {
  readonly dimensions: readonly string[];
  /** Index of the parent, which comes earlier; null for the first. */
  readonly parent: number | null;
  readonly separator: readonly string[];
}

/**
 * The fewest crossings of dimensions that are needed to tell everything that figures on these sets of dimensions can say
 * together. Counts on the cliques of such a tree, not negative and whole, that agree on each separator are the margins of one
 * table of all dimensions, so that nothing is lost by never crossing them all (S. L. Lauritzen, Graphical Models, 1996, on
 * decomposable models). Where the sets do not make a tree, dimensions are added until they do.
 */
export function buildCliqueTree(
  scopes: readonly (readonly string[])[],
  sizes: ReadonlyMap<string, number>,
): readonly Clique[] {
  const maximal = eliminate(scopes, sizes);
  const [first = [], ...rest] = maximal;
  const tree: Clique[] = [{ dimensions: first, parent: null, separator: [] }];
  const waiting = new Set(rest);
  while (waiting.size > 0) {
    let best: { clique: readonly string[]; parent: number; separator: readonly string[] } | null = null;
    for (const clique of waiting) {
      for (const [parent, { dimensions }] of tree.entries()) {
        const separator = clique.filter((name) => dimensions.includes(name));
        if (best === null || separator.length > best.separator.length) best = { clique, parent, separator };
      }
    }
    if (best === null) break;
    waiting.delete(best.clique);
    tree.push({ dimensions: best.clique, parent: best.parent, separator: best.separator });
  }
  return tree;
}

function eliminate(
  scopes: readonly (readonly string[])[],
  sizes: ReadonlyMap<string, number>,
): readonly (readonly string[])[] {
  const neighbours = new Map<string, Set<string>>();
  for (const scope of scopes) {
    for (const name of scope) neighbours.set(name, new Set([...(neighbours.get(name) ?? []), ...scope]));
  }
  const cliques: string[][] = [];
  const cost = (around: ReadonlySet<string>): number =>
    [...around].reduce((product, name) => product * (sizes.get(name) ?? 1), 1);
  while (neighbours.size > 0) {
    const [name, around] = [...neighbours].reduce((best, one) => (cost(one[1]) < cost(best[1]) ? one : best));
    cliques.push([...around].sort());
    neighbours.delete(name);
    for (const other of around) {
      const own = neighbours.get(other);
      if (own === undefined) continue;
      for (const one of around) own.add(one);
      own.delete(name);
    }
  }
  return cliques.filter(
    (clique, at) =>
      !cliques.some(
        (other, place) =>
          place !== at && clique.every((name) => other.includes(name)) && (other.length > clique.length || place < at),
      ),
  );
}
