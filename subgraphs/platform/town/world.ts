import type { Day } from './calendar.ts';
import { CAST_SPECS, type CastSpec } from './cast.ts';
import type { DrawFor } from './draw.ts';
import { BLOCK, type Birth, type NumberPlan } from './number-plan.ts';

/** What every part of the generator draws from. */
export interface World {
  readonly size: number;
  readonly today: Day;
  readonly draw: DrawFor;
  readonly numbers: NumberPlan;
  /** The latest winner of each lottery of traits, remembered since persons are made in order. */
  readonly winners: Map<string, { readonly run: number; readonly winner: number | null }>;
}

/** The fixed traits of who belongs to the cast. */
export function castSpec(index: number): CastSpec | null {
  return CAST_SPECS[index] ?? null;
}

/** When a person was born and under which number, without making the person. */
export function birthOf(world: World, index: number): Birth {
  const cast = world.numbers.cast[index];
  if (cast !== undefined) return cast;
  const afterCast = index - CAST_SPECS.length;
  return world.numbers.birthAt(Math.floor(afterCast / BLOCK), afterCast % BLOCK);
}
