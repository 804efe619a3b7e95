import type { Candidate, ExactTable } from './publication.ts';

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

function checkTable(table: ExactTable, at: number, known: Pick<Candidate, 'dimensions' | 'fixed'>): void {
  const fail = (what: string): never => {
    throw new Error(`table ${at}: ${what}`);
  };
  if (table.dimensions.length !== table.codes.length) fail('dimensions and code lists differ in number');
  for (const [place, name] of table.dimensions.entries()) {
    const all = known.fixed[name] ?? known.dimensions[name] ?? fail(`${name} is no dimension of the universe`);
    const codes = table.codes[place] ?? [];
    if (codes.length !== all.length || !codes.every((code) => all.includes(code))) fail(`not all codes of ${name}`);
  }
  const combinations = table.codes.reduce((product, codes) => product * codes.length, 1);
  const keys = new Set<string>();
  for (const { codes, count } of table.cells) {
    if (!(Number.isInteger(count) && count >= 0)) fail('a count is no whole number');
    if (codes.length !== table.codes.length) fail('a cell has not one code a dimension');
    if (!codes.every((code, place) => table.codes[place]?.includes(code))) fail('a code of a cell is not in its list');
    keys.add(JSON.stringify(codes));
  }
  if (keys.size !== combinations || table.cells.length !== combinations) fail('not every combination once');
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
