import type { Candidate, ExactTable } from './publication.ts';

type Known = Pick<Candidate, 'dimensions' | 'fixed'>;

/**
 * Holds exact tables to what the rest takes for granted: every combination once, whole counts, and tables of one release that
 * agree wherever they tell of the same things.
 * @throws Error saying what is wrong, without a figure
 */
export function checkCandidate({ tables, dimensions, fixed, rules }: Candidate): void {
  if (tables.length === 0) throw new Error('there is no table');
  if (!(Number.isInteger(rules.suppressUpTo) && rules.suppressUpTo >= 0))
    throw new Error('the threshold is no whole number');
  if (!(Number.isInteger(rules.roundTo) && rules.roundTo >= 1)) throw new Error('the rounding base is no whole number');
  for (const name of Object.keys(fixed)) {
    if (dimensions[name] === undefined) throw new Error(`${name} is fixed and no dimension of the universe`);
  }
  for (const [at, table] of tables.entries()) checkTable(table, at, { dimensions, fixed });
  checkAgreement(tables);
}

function checkTable({ dimensions, codes, cells }: ExactTable, at: number, { fixed, dimensions: all }: Known): void {
  const isListed = (own: readonly string[]): boolean =>
    own.length === codes.length && own.every((code, place) => codes[place]?.includes(code));
  const combinations = codes.reduce((product, list) => product * list.length, 1);
  const distinct = new Set(cells.map((cell) => JSON.stringify(cell.codes)));
  const rules: readonly (readonly [boolean, string])[] = [
    [dimensions.length === codes.length, 'dimensions and code lists differ in number'],
    [
      dimensions.every((name, place) => isSameSet(codes[place] ?? [], fixed[name] ?? all[name] ?? [])),
      'a list has not all codes of its dimension',
    ],
    [cells.every(({ count }) => Number.isInteger(count) && count >= 0), 'a count is no whole number'],
    [cells.every((cell) => isListed(cell.codes)), 'a code of a cell is not in its list'],
    [distinct.size === combinations && cells.length === combinations, 'not every combination is there once'],
  ];
  for (const [holds, what] of rules) if (!holds) throw new Error(`table ${at}: ${what}`);
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return (
    one.length > 0 &&
    one.length === other.length &&
    new Set(one).size === one.length &&
    one.every((code) => other.includes(code))
  );
}

function checkAgreement(tables: readonly ExactTable[]): void {
  for (const [at, one] of tables.entries()) {
    for (const other of tables.slice(at + 1)) {
      const shared = one.dimensions.filter((name) => other.dimensions.includes(name));
      const [margin, again] = [sumBy(one, shared), sumBy(other, shared)];
      const isSame = margin.size === again.size && [...margin].every(([key, sum]) => again.get(key) === sum);
      if (!isSame) throw new Error(`the tables do not agree on ${shared.join(', ') || 'the total'}`);
    }
  }
}

function sumBy(table: ExactTable, names: readonly string[]): ReadonlyMap<string, number> {
  const places = names.map((name) => table.dimensions.indexOf(name));
  const sums = new Map<string, number>();
  for (const { codes, count } of table.cells) {
    const key = JSON.stringify(places.map((place) => codes[place]));
    sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return sums;
}
