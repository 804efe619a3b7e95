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

function gather(value: unknown, { path, from, place }: Way, take: (target: Fetched) => void): void {
  const step = path[from];
  if (typeof value !== 'object' || value === null) return;
  if (step === undefined) {
    if (!Array.isArray(value)) take(value as Fetched);
    return;
  }
  const next: Way = { path, from: from + 1, ...(place === undefined ? {} : { place }) };
  if (step === '@') {
    if (!Array.isArray(value)) return;
    value.forEach((item, index) => {
      place?.push(index);
      gather(item, next, take);
      place?.pop();
    });
    return;
  }
  if (!Object.hasOwn(value, step)) return;
  place?.push(step);
  gather((value as Fetched)[step], next, take);
  place?.pop();
}
