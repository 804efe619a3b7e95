import { loadSolver } from './load-solver.ts';

/**
 * The lightest choice that has something of each of the sets (a weighted hitting set), the same each time.
 * @returns null when a set is empty
 */
export async function coverProofs(
  sets: readonly ReadonlySet<number>[],
  weightOf: (member: number) => number,
): Promise<ReadonlySet<number> | null> {
  if (sets.some(({ size }) => size === 0)) return null;
  const members = [...new Set(sets.flatMap((set) => [...set]))].sort((one, other) => one - other);
  const columns = new Map(members.map((member, column) => [member, column]));
  const starts = [0];
  const indices = sets.flatMap((set) => {
    starts.push((starts.at(-1) ?? 0) + set.size);
    return [...set].flatMap((member) => columns.get(member) ?? []);
  });
  const library = await loadSolver();
  return library.withModel((model) => {
    model.options.set({ output_flag: false, random_seed: 1 });
    model.passModel({
      numCols: members.length,
      numRows: sets.length,
      colCost: members.map(weightOf),
      colLower: new Float64Array(members.length),
      colUpper: new Float64Array(members.length).fill(1),
      rowLower: new Float64Array(sets.length).fill(1),
      rowUpper: new Float64Array(sets.length).fill(library.infinity),
      matrix: {
        format: 'csr',
        numRows: sets.length,
        numCols: members.length,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: new Float64Array(indices.length).fill(1),
      },
      integrality: new Int32Array(members.length).fill(1),
    });
    model.run();
    const { colValue } = model.getSolution();
    const chosen = new Set(members.filter((_, column) => (colValue[column] ?? 0) > 0.5));
    return sets.every((set) => [...set].some((member) => chosen.has(member))) ? chosen : new Set(members);
  });
}
