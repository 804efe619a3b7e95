import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { isAbstractType, isObjectType, type GraphQLSchema } from 'graphql';
import type { Fetched } from './plan-run.ts';

/** An entity as another subgraph is told of it: its type and its key. */
export type Representation = Readonly<Record<string, unknown>>;

/** Makes the representation of an entity; null when it has no type or lacks its key. */
export type Represent = (entity: Fetched) => Representation | null;

interface KeyOfType {
  /** The object types that it stands for. */
  readonly types: ReadonlySet<string>;
  readonly fields: readonly string[];
}

/**
 * Compiles what a fetch tells of each entity.
 * @param requires what the plan says that it tells
 * @param schema the whole supergraph's
 * @returns null for what is more than types and flat keys
 */
export function compileRepresentation(
  requires: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
): Represent | null {
  const keys = requires.map((selection) => readKeys(selection, null, schema));
  if (!keys.every((key) => key !== null)) return null;
  const flat = keys.flat();
  return (entity) => represent(entity, flat);
}

function represent(entity: Fetched, keys: readonly KeyOfType[]): Representation | null {
  const type = entity['__typename'];
  if (typeof type !== 'string') return null;
  const representation: Record<string, unknown> = {};
  let isTyped = false;
  for (const { types, fields } of keys) {
    if (!types.has(type) || !fields.every((field) => Object.hasOwn(entity, field) && entity[field] !== undefined))
      continue;
    for (const field of fields) representation[field] = entity[field];
    isTyped ||= fields.includes('__typename');
  }
  return isTyped ? representation : null;
}

/** @param within the types that it stands for at most; null: any */
function readKeys(
  selection: QueryPlanSelectionNode,
  within: ReadonlySet<string> | null,
  schema: GraphQLSchema,
): readonly KeyOfType[] | null {
  if (selection.kind !== 'InlineFragment') return null;
  const named = selection.typeCondition === undefined ? within : typesOf(selection.typeCondition, schema);
  if (named === null) return null;
  const types = within === null ? named : new Set([...named].filter((type) => within.has(type)));
  const fields: string[] = [];
  const inner: KeyOfType[] = [];
  for (const part of selection.selections) {
    if (part.kind === 'Field') {
      if ((part.selections ?? []).length > 0 || part.alias !== undefined) return null;
      fields.push(part.name);
      continue;
    }
    const keys = readKeys(part, types, schema);
    if (keys === null) return null;
    inner.push(...keys);
  }
  return fields.length === 0 ? inner : [{ types, fields }, ...inner];
}

function typesOf(name: string, schema: GraphQLSchema): ReadonlySet<string> | null {
  const type = schema.getType(name);
  if (isObjectType(type)) return new Set([type.name]);
  return isAbstractType(type) ? new Set(schema.getPossibleTypes(type).map((possible) => possible.name)) : null;
}
