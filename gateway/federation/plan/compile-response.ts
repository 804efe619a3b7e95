import {
  isAbstractType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, type CollectedField, type Collecting, type ObjectPlace } from './collect-fields.ts';
import { leafCheck } from './complete-leaf.ts';
import type { Fetched } from './plan-run.ts';

/** Makes of what was fetched what was asked for: the keys asked for in their order, and null up to where null may stand. */
export type ShapeResponse = (fetched: Fetched) => Fetched | null;

/** Stands for a null where none may be: what it stands in is null too. */
const BROKEN = Symbol('null where none may be');

type Complete = (value: unknown) => unknown;

/**
 * Compiles the shape of an answer for settled conditions, as the specification of GraphQL has it: a value that its type does not
 * allow is null, and null climbs to the nearest field that may be null.
 * @returns null where something is asked that is better left to the executor of @apollo/gateway
 */
export function compileResponse(
  set: SelectionSetNode,
  root: GraphQLCompositeType,
  collecting: Collecting,
): ShapeResponse | null {
  try {
    const shape = compileObject([set], root, collecting);
    return (fetched) => shape(fetched) as Fetched | null;
  } catch (error) {
    if (error instanceof Uncompiled) return null;
    throw error;
  }
}

class Uncompiled extends Error {}

function compileType(type: GraphQLOutputType, below: readonly SelectionSetNode[], collecting: Collecting): Complete {
  if (isNonNullType(type)) {
    const complete = compileType(type.ofType as GraphQLOutputType, below, collecting);
    return (value) => complete(value) ?? BROKEN;
  }
  if (isListType(type)) return compileList(compileType(type.ofType, below, collecting));
  if (isCompositeType(type)) return compileObject(below, type, collecting);
  if (!isLeafType(type)) throw new Uncompiled();
  const isValid = leafCheck(type);
  return (value) => (value !== undefined && value !== null && isValid(value) ? value : null);
}

function compileList(complete: Complete): Complete {
  return (value) => {
    if (!Array.isArray(value)) return null;
    const items: unknown[] = [];
    let isBroken = false;
    for (const item of value) {
      const completed = complete(item);
      if (completed === BROKEN) isBroken = true;
      items.push(completed);
    }
    return isBroken ? null : items;
  };
}

/** What is asked of an object depends on its type: there is a way for each that can stand there. */
function compileObject(
  below: readonly SelectionSetNode[],
  parent: GraphQLCompositeType,
  collecting: Collecting,
): Complete {
  const untyped = compileFields(below, { typename: null, parent }, collecting);
  const byType = new Map<string, Complete | null>();
  for (const { name } of possibleTypes(parent, collecting)) {
    byType.set(name, compileFields(below, { typename: name, parent }, collecting));
  }
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const typename = (value as Fetched)['__typename'];
    if (typeof typename !== 'string' || typename === '') return untyped(value);
    return byType.get(typename)?.(value) ?? null;
  };
}

function possibleTypes(parent: GraphQLCompositeType, { schema }: Collecting): readonly GraphQLCompositeType[] {
  return isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
}

/** A key, and how its value is completed. */
interface FieldStep {
  readonly key: string;
  readonly complete: Complete;
  /** A key that every object has, such as `constructor`, is looked for on the object alone. */
  readonly isInherited: boolean;
}

function compileFields(below: readonly SelectionSetNode[], place: ObjectPlace, collecting: Collecting): Complete {
  const collected = collectFields(below, place, collecting);
  if (collected === null) throw new Uncompiled();
  const name = place.typename ?? (isObjectType(place.parent) ? place.parent.name : null);
  if (collected.some(({ isTypename }) => isTypename) && name === null) return () => null;
  const steps = collected.map((field) => compileField(field, name ?? '', collecting));
  return (value) => {
    const object: Fetched = {};
    for (const { key, complete, isInherited } of steps) {
      const given = isInherited && !Object.hasOwn(value as Fetched, key) ? null : (value as Fetched)[key];
      const completed = complete(given);
      if (completed === BROKEN) return null;
      object[key] = completed;
    }
    return object;
  };
}

function compileField(
  { key, isTypename, type, below }: CollectedField,
  typename: string,
  collecting: Collecting,
): FieldStep {
  const isInherited = key in Object.prototype;
  if (isTypename || type === null) return { key, complete: () => typename, isInherited };
  return { key, complete: compileType(type, below, collecting), isInherited };
}
