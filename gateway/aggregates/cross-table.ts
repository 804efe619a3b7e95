interface Coded {
  readonly codes: readonly string[];
}

/** A row of a cross table: the codes of all dimensions but the last, and a cell for each code of the last. */
export interface CrossRow<Cell extends Coded> {
  readonly codes: readonly string[];
  /** Null where the table has no such cell. */
  readonly cells: readonly (Cell | null)[];
}

/**
 * Turns cells into rows and columns: the last dimension goes across, the others go down.
 * @param codes for each dimension, all codes in order
 */
export function crossTable<Cell extends Coded>(
  codes: readonly (readonly string[])[],
  cells: readonly Cell[],
): readonly CrossRow<Cell>[] {
  const byCodes = new Map(cells.map((cell) => [keyOf(cell.codes), cell]));
  const across = codes.at(-1) ?? [];
  return combinations(codes.slice(0, -1)).map((down) => ({
    codes: down,
    cells: across.map((code) => byCodes.get(keyOf([...down, code])) ?? null),
  }));
}

function combinations(codes: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return codes.reduce<readonly (readonly string[])[]>(
    (heads, list) => heads.flatMap((head) => list.map((code) => [...head, code])),
    [[]],
  );
}

function keyOf(codes: readonly string[]): string {
  return JSON.stringify(codes);
}
