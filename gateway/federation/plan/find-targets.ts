import type { AnswerPath, Fetched, FetchPath } from './plan-run.ts';

/** Finds the objects that a fetch adds to, in the order of the answer; what is null has none. */
export function findTargets(root: unknown, path: FetchPath): readonly Fetched[] {
  const found: Fetched[] = [];
  gather(root, { path, from: 0 }, (target) => {
    found.push(target);
  });
  return found;
}

/** The places of the same objects, in the same order: needed only where something went wrong. */
export function findPlaces(root: unknown, path: FetchPath): readonly AnswerPath[] {
  const found: AnswerPath[] = [];
  const place: (string | number)[] = [];
  gather(root, { path, from: 0, place }, () => {
    found.push([...place]);
  });
  return found;
}

interface Way {
  readonly path: FetchPath;
  readonly from: number;
  /** Where the walk stands; absent where nobody needs to know. */
  readonly place?: (string | number)[];
}

function gather(value: unknown, way: Way, take: (target: Fetched) => void): void {
  const step = way.path[way.from];
  if (typeof value !== 'object' || value === null) return;
  if (step === '@') {
    if (Array.isArray(value)) value.forEach((item: unknown, index) => enter({ item, at: index }, way, take));
  } else if (Array.isArray(value)) {
    return;
  } else if (step === undefined) {
    take(value as Fetched);
  } else if (Object.hasOwn(value, step)) {
    enter({ item: (value as Fetched)[step], at: step }, way, take);
  }
}

interface Entered {
  readonly item: unknown;
  readonly at: string | number;
}

function enter({ item, at }: Entered, way: Way, take: (target: Fetched) => void): void {
  way.place?.push(at);
  gather(item, { ...way, from: way.from + 1 }, take);
  way.place?.pop();
}
