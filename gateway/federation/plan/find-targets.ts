import type { AnswerPath, Fetched, FetchPath } from './plan-run.ts';

/** Finds the objects that a fetch adds to, in the order of the answer; what is null has none. */
export function findTargets(root: unknown, path: FetchPath): readonly Fetched[] {
  const found: Fetched[] = [];
  gather(root, { path, place: null, take: (target) => found.push(target) }, 0);
  return found;
}

/** The places of the same objects, in the same order: needed only where something went wrong. */
export function findPlaces(root: unknown, path: FetchPath): readonly AnswerPath[] {
  const found: AnswerPath[] = [];
  const place: (string | number)[] = [];
  gather(root, { path, place, take: () => found.push([...place]) }, 0);
  return found;
}

interface Walk {
  readonly path: FetchPath;
  /** Where the walk stands; null where nobody needs to know. */
  readonly place: (string | number)[] | null;
  readonly take: (target: Fetched) => void;
}

function gather(value: unknown, walk: Walk, from: number): void {
  const step = walk.path[from];
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    if (step !== '@') return;
    for (let at = 0; at < value.length; at += 1) enter(value[at], { walk, at, from });
  } else if (step === undefined) {
    walk.take(value as Fetched);
  } else if (step !== '@' && Object.hasOwn(value, step)) {
    enter((value as Fetched)[step], { walk, at: step, from });
  }
}

interface Entered {
  readonly walk: Walk;
  readonly at: string | number;
  readonly from: number;
}

function enter(item: unknown, { walk, at, from }: Entered): void {
  walk.place?.push(at);
  gather(item, walk, from + 1);
  walk.place?.pop();
}
