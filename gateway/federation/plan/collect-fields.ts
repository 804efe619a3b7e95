import {
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What a selection is read with: the conditions of one request are settled before. */
export interface Collecting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Variables of `@skip` and `@include`. */
  readonly conditions: ReadonlyMap<string, boolean>;
}

/** One key of an object, with all that was asked beneath it, wherever it was asked. */
export interface CollectedField {
  readonly key: string;
  readonly isTypename: boolean;
  /** Null for `__typename`. */
  readonly type: GraphQLOutputType | null;
  readonly below: readonly SelectionSetNode[];
}

/** An object's type, as far as it is known: by its `__typename`, or else by the field that it stands in. */
export interface ObjectPlace {
  readonly typename: string | null;
  readonly parent: GraphQLCompositeType;
}

/**
 * Lists the keys that an object of a type has, in the order of their first mention.
 * @returns null where one key is asked for as fields of different types, or something else is asked that is not for here
 */
export function collectFields(
  sets: readonly SelectionSetNode[],
  place: ObjectPlace,
  collecting: Collecting,
): readonly CollectedField[] | null {
  const fields = new Map<string, CollectedField>();
  const isDone = sets.every((set) => collectInto(fields, set, { place, collecting }));
  return isDone ? [...fields.values()] : null;
}

interface Walk {
  readonly place: ObjectPlace;
  readonly collecting: Collecting;
}

function collectInto(fields: Map<string, CollectedField>, set: SelectionSetNode, walk: Walk): boolean {
  return set.selections.every((selection) => {
    if (!stands(selection, walk.collecting)) return true;
    if (selection.kind === Kind.FIELD) return addField(fields, selection, walk.place);
    const { schema, fragments } = walk.collecting;
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (fragment === undefined) return false;
    const named = fragment.typeCondition === undefined ? null : schema.getType(fragment.typeCondition.name.value);
    if (named === null) return collectInto(fields, fragment.selectionSet, walk);
    if (named === undefined || !isCompositeType(named)) return false;
    if (!applies(named, walk.place, schema)) return true;
    const inside = { ...walk, place: { ...walk.place, parent: named } };
    return collectInto(fields, fragment.selectionSet, inside);
  });
}

function addField(fields: Map<string, CollectedField>, field: FieldNode, { parent }: ObjectPlace): boolean {
  const key = field.alias?.value ?? field.name.value;
  const isTypename = field.name.value === '__typename';
  const type = isTypename ? null : fieldType(parent, field.name.value);
  if (type === undefined || key === '__proto__') return false;
  const below = field.selectionSet === undefined ? [] : [field.selectionSet];
  const earlier = fields.get(key);
  if (earlier === undefined) {
    fields.set(key, { key, isTypename, type, below });
    return true;
  }
  fields.set(key, { ...earlier, below: [...earlier.below, ...below] });
  return String(earlier.type) === String(type);
}

function fieldType(parent: GraphQLCompositeType, name: string): GraphQLOutputType | undefined {
  return isUnionType(parent) ? undefined : parent.getFields()[name]?.type;
}

function applies(condition: GraphQLCompositeType, { typename, parent }: ObjectPlace, schema: GraphQLSchema): boolean {
  const type = typename === null ? parent : schema.getType(typename);
  if (type === undefined || !isCompositeType(type)) return false;
  if (type === condition) return true;
  return isAbstractType(condition) && !isUnionType(type) && schema.isSubType(condition, type);
}

function stands({ directives = [] }: SelectionNode, { conditions }: Collecting): boolean {
  return directives.every(({ name, arguments: given = [] }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = given.find((argument) => argument.name.value === 'if')?.value;
    const holds =
      value?.kind === Kind.VARIABLE ? conditions.get(value.name.value) : value?.kind === Kind.BOOLEAN && value.value;
    return holds === (name.value === 'include');
  });
}
