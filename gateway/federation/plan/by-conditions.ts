/** More ways than this for one operation to be asked are made anew each time. */
const REMEMBERED = 32;

/**
 * Remembers what depends on an operation and on what its `@skip` and `@include` come to, and on nothing else of a request.
 * @param names the variables that they turn on
 */
export function byConditions<Made>(
  names: readonly string[],
  make: (conditions: ReadonlyMap<string, boolean>) => Made,
): (variables: Readonly<Record<string, unknown>>) => Made {
  const known = new Map<string, Made>();
  return (variables) => {
    let key = '';
    for (const name of names) key += variables[name] === true ? '1' : '0';
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const made = make(new Map(names.map((name) => [name, variables[name] === true])));
    if (known.size < REMEMBERED) known.set(key, made);
    return made;
  };
}
