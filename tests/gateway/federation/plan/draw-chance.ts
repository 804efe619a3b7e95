/** A source of chance that gives the same again for the same seed. */
export interface Chance {
  /** From 0 up to, but not, a bound. */
  below(bound: number): number;
  /** Once in so many times. */
  oneIn(times: number): boolean;
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return { below: (bound) => next() % bound, oneIn: (times) => next() % times === 0 };
}

/** A number that a text and a seed always give. */
export function numberOf(seed: number, text: string): number {
  let hash = seed >>> 0;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return createChance(hash).below(1_000_003);
}
