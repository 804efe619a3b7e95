/** The codes by the numbers that stand for them. */
export function codeNames(numbers: ReadonlyMap<string, number>): ReadonlyMap<number, string> {
  return new Map([...numbers].map(([code, number]) => [number, code]));
}
