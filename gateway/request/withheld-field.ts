import type { WithheldReason } from '../../policies/refusal.ts';

/** Where in an answer: response keys, and places in lists. */
export type Path = readonly (string | number)[];

/** A field that stays closed, as `extensions.withheld` lists it. */
export interface WithheldField extends WithheldReason {
  readonly path: Path;
}
