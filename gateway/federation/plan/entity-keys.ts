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
  const keys = requires.map((selection) => readKey(selection, schema));
  if (!keys.every((key) => key !== null)) return null;
  return (entity) => represent(entity, keys);
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

function readKey(selection: QueryPlanSelectionNode, schema: GraphQLSchema): KeyOfType | null {
  if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) return null;
  const fields = selection.selections.map((field) =>
    field.kind === 'Field' && (field.selections ?? []).length === 0 && field.alias === undefined ? field.name : null,
  );
  if (!fields.every((field) => field !== null)) return null;
  const type = schema.getType(selection.typeCondition);
  if (isObjectType(type)) return { types: new Set([type.name]), fields };
  if (!isAbstractType(type)) return null;
  return { types: new Set(schema.getPossibleTypes(type).map(({ name }) => name)), fields };
}
