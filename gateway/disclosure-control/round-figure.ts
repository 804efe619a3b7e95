/** The whole numbers that somebody takes to be possible. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Rounds to a multiple of the base, halves upwards. Rounding is the same each time, so there is no noise to average away. */
export function roundFigure(value: number, base: number): number {
  return Math.floor(value / base + 0.5) * base;
}

/** The whole numbers that are shown as this one: for an odd base as far to either side, for an even one a step more below. */
export function rangeOfRounded(shown: number, base: number): Range {
  return { least: shown - Math.floor(base / 2), most: shown + Math.ceil(base / 2) - 1 };
}
