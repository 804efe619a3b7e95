import type { QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
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
  const types = narrow(selection.typeCondition, within, schema);
  if (types === null) return null;
  const fields = selection.selections.filter((part) => part.kind === 'Field');
  if (!fields.every(isPlainField)) return null;
  const inner = selection.selections
    .filter((part) => part.kind !== 'Field')
    .map((part) => readKeys(part, types, schema));
  if (!inner.every((keys) => keys !== null)) return null;
  const own = fields.length === 0 ? [] : [{ types, fields: fields.map(({ name }) => name) }];
  return [...own, ...inner.flat()];
}

function isPlainField({ alias, selections = [] }: QueryPlanFieldNode): boolean {
  return alias === undefined && selections.length === 0;
}

function narrow(
  condition: string | undefined,
  within: ReadonlySet<string> | null,
  schema: GraphQLSchema,
): ReadonlySet<string> | null {
  const named = condition === undefined ? within : typesOf(condition, schema);
  if (named === null || within === null) return named;
  return new Set([...named].filter((type) => within.has(type)));
}

function typesOf(name: string, schema: GraphQLSchema): ReadonlySet<string> | null {
  const type = schema.getType(name);
  if (isObjectType(type)) return new Set([type.name]);
  return isAbstractType(type) ? new Set(schema.getPossibleTypes(type).map((possible) => possible.name)) : null;
}
