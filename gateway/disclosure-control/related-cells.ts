import { closeSubsets } from './attack-frame.ts';
import type { Ledger, PublishedCell, Region } from './publication.ts';

/** Codes by universe and dimension that a release tells of; a dimension that is missing: all. */
type Reach = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/**
 * The cells of all earlier releases that have something to do with a new one: they tell of things that it tells of, or of
 * things that such a release tells of, and so on. What is left out has no unknown in common with any of it.
 */
export function relatedCells(own: readonly PublishedCell[], { cells, subsets }: Ledger): readonly PublishedCell[] {
  const linked = new Set(closeSubsets(subsets).flatMap(([one, other]) => [`${one}\n${other}`, `${other}\n${one}`]));
  const waiting = new Map<string, Reach>();
  for (const { release } of cells) if (!waiting.has(release)) waiting.set(release, new Map());
  for (const release of waiting.keys()) waiting.set(release, reachOf(cells.filter((cell) => cell.release === release)));
  const queue: Reach[] = [reachOf(own)];
  const related = new Set<string>();
  for (let reach = queue.pop(); reach !== undefined; reach = queue.pop()) {
    for (const [release, other] of waiting) {
      if (!doMeet(reach, other, linked)) continue;
      waiting.delete(release);
      related.add(release);
      queue.push(other);
    }
  }
  return cells.filter(({ release }) => related.has(release));
}

function reachOf(cells: readonly { readonly region: Region }[]): Reach {
  const reach = new Map<string, Map<string, Set<string>>>();
  for (const { region } of cells) {
    const known = reach.get(region.universe);
    if (known === undefined) {
      reach.set(region.universe, new Map(Object.entries(region.codes).map(([name, codes]) => [name, new Set(codes)])));
      continue;
    }
    for (const [name, codes] of known) {
      const named = region.codes[name];
      if (named === undefined) known.delete(name);
      else for (const code of named) codes.add(code);
    }
  }
  return reach;
}

function doMeet(one: Reach, other: Reach, linked: ReadonlySet<string>): boolean {
  for (const [universe, codes] of one) {
    for (const [another, others] of other) {
      if (universe !== another && !linked.has(`${universe}\n${another}`)) continue;
      const apart = [...codes].some(([name, own]) => {
        const theirs = others.get(name);
        return theirs !== undefined && ![...own].some((code) => theirs.has(code));
      });
      if (!apart) return true;
    }
  }
  return false;
}
