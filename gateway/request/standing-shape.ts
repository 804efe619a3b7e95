import type { Agency } from '../../schema/agency.ts';
import type { WithheldReason } from '../../policies/refusal.ts';
import { byConditions } from '../federation/plan/by-conditions.ts';
import { agencyOfDoor } from './agency-door.ts';
import { stands, type ShapeField } from './response-shape.ts';
import type { Path, WithheldField } from './withheld-field.ts';

/** A key of a response object that stands with the variables of a request. */
export interface StandingField extends Pick<ShapeField, 'key' | 'coordinate' | 'state' | 'typeName'> {
  /** The agency that answers behind it; null where it is no door. */
  readonly agency: Agency | null;
  /** The object types it stands on; null where the parent can be of one type only. */
  readonly onTypes: readonly string[] | null;
  /** Null for a leaf. */
  readonly children: readonly StandingField[] | null;
  readonly reason: WithheldReason | null;
}

/** What is left of a shape once `@skip` and `@include` are settled. */
export interface StandingShape {
  readonly fields: readonly StandingField[];
  /** By policy alone, so that the list tells nothing of the data: paths name no place in a list. */
  readonly withheld: readonly WithheldField[];
}

type Variables = Readonly<Record<string, unknown>>;

const remembered = new WeakMap<readonly ShapeField[], (variables: Variables) => StandingShape>();

/** Settles a shape for the variables of a request; the same again for the same conditions. */
export function standingShape(shape: readonly ShapeField[], variables: Variables): StandingShape {
  const known = remembered.get(shape);
  if (known !== undefined) return known(variables);
  const made = byConditions(conditionsOf(shape), (conditions) => settle(shape, Object.fromEntries(conditions)));
  remembered.set(shape, made);
  return made(variables);
}

function conditionsOf(shape: readonly ShapeField[]): readonly string[] {
  const names = shape.flatMap(({ alternatives, children }) => [
    ...alternatives.flatMap((conditions) => conditions.map(({ variable }) => variable)),
    ...conditionsOf(children ?? []),
  ]);
  return [...new Set(names)].sort();
}

function settle(shape: readonly ShapeField[], variables: Variables): StandingShape {
  const fields = standing(shape, variables);
  return { fields, withheld: listWithheld(fields, []) };
}

function standing(shape: readonly ShapeField[], variables: Variables): readonly StandingField[] {
  return shape
    .filter((field) => stands(field, variables))
    .map(({ key, coordinate, state, onTypes, typeName, reason, children }) => ({
      ...{ key, coordinate, state, onTypes, typeName, reason },
      agency: agencyOfDoor(coordinate),
      children: children === null ? null : standing(children, variables),
    }));
}

function listWithheld(fields: readonly StandingField[], path: Path): readonly WithheldField[] {
  return fields.flatMap(({ key, reason, children }) => {
    const here = [...path, key];
    return reason === null ? listWithheld(children ?? [], here) : [{ path: here, ...reason }];
  });
}
