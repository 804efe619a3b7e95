import type { WithheldReason } from '../../policies/refusal.ts';

/** A `@skip` or `@include` with a variable: the field stands when the variable has this value. */
export interface Condition {
  readonly variable: string;
  readonly is: boolean;
}

/** One key of a response object, as the client asked for it, with what was decided. */
export interface ShapeField {
  readonly key: string;
  readonly coordinate: string;
  /**
   * `open`: as fetched; `withheld`: null; `hollow`: an object that is always there but had nothing to fetch;
   * `typename`: the name of the object's type.
   */
  readonly state: 'open' | 'withheld' | 'hollow' | 'typename';
  /** Any of these lists of conditions lets the field stand; an empty list always does. */
  readonly alternatives: readonly (readonly Condition[])[];
  /** The object types it stands on; null where the parent can be of one type only. */
  readonly onTypes: readonly string[] | null;
  /** Null for a leaf. */
  readonly children: readonly ShapeField[] | null;
  /** The object's type where it can be of one only, for `__typename`. */
  readonly typeName: string | null;
  readonly reason: WithheldReason | null;
}

/** Tells whether a field stands with the given variables. */
export function stands(field: ShapeField, variables: Readonly<Record<string, unknown>>): boolean {
  return field.alternatives.some((conditions) =>
    conditions.every(({ variable, is }) => (variables[variable] === true) === is),
  );
}
