import type {
  Candidate,
  ExactTable,
  Ledger,
  PublishedCell,
  Rules,
} from '../../../gateway/disclosure-control/publication.ts';

/** True counts by combination of codes, joined by a space in the order of the dimensions. */
export interface Truth {
  readonly dimensions: Readonly<Record<string, readonly string[]>>;
  count(codes: Readonly<Record<string, string>>): number;
}

/** Truth from numbers in the order of all combinations, the last dimension running fastest. */
export function truthOf(dimensions: Truth['dimensions'], counts: readonly number[]): Truth {
  const names = Object.keys(dimensions);
  const keys = combine(Object.values(dimensions)).map((codes) => codes.join(' '));
  const byKey = new Map(keys.map((key, at) => [key, counts[at] ?? 0]));
  return { dimensions, count: (codes) => byKey.get(names.map((name) => codes[name]).join(' ')) ?? 0 };
}

export function combine(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (all, list) => all.flatMap((one) => list.map((code) => [...one, code])),
    [[]],
  );
}

/** Adds a table up, confined to some codes. */
function tabulate(truth: Truth, names: readonly string[], fixed: Candidate['fixed'] = {}): ExactTable {
  const all = Object.entries(truth.dimensions).map(([name, codes]) => ({ name, codes: fixed[name] ?? codes }));
  const codes = names.map((name) => fixed[name] ?? truth.dimensions[name] ?? []);
  const sums = new Map<string, number>();
  for (const combination of combine(all.map((one) => one.codes))) {
    const whole = Object.fromEntries(all.map(({ name }, at) => [name, combination[at] ?? '']));
    const key = names.map((name) => whole[name]).join(' ');
    sums.set(key, (sums.get(key) ?? 0) + truth.count(whole));
  }
  return {
    dimensions: names,
    codes,
    cells: combine(codes).map((own) => ({ codes: own, count: sums.get(own.join(' ')) ?? 0 })),
  };
}

export function candidateOf(
  release: string,
  truth: Truth,
  shapes: readonly (readonly string[])[],
  { fixed = {}, rules, universe = 'reports' }: { fixed?: Candidate['fixed']; rules: Rules; universe?: string },
): Candidate {
  const tables = shapes.map((names) => tabulate(truth, names, fixed));
  return { release, universe, fixed, dimensions: truth.dimensions, tables, rules };
}

/** A ledger of one universe or several. */
export function ledgerOf(
  cells: readonly PublishedCell[],
  dimensions: Ledger['dimensions'],
  subsets: Ledger['subsets'] = [],
): Ledger {
  return { cells, subsets, dimensions };
}

export const EMPTY: Ledger = { cells: [], subsets: [], dimensions: {} };
