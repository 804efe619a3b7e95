import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldCoordinates } from '../../schema/document-coordinates.ts';
import type { Decision } from '../../policies/decide.ts';
import { explainWithheld } from '../../policies/refusal.ts';
import { agencyOfDoor } from './agency-door.ts';
import { readConditions } from './read-conditions.ts';
import type { Condition, ShapeField } from './response-shape.ts';

export interface PruneOptions {
  readonly schema: GraphQLSchema;
  readonly decideCoordinate: (coordinate: string) => Decision;
}

/** What is left to fetch, and the shape that the answer must have all the same. */
export interface Pruned {
  /** Null when nothing is left to fetch. */
  readonly document: DocumentNode | null;
  readonly shape: readonly ShapeField[];
}

interface Walk extends PruneOptions {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

interface Place {
  readonly parent: GraphQLCompositeType;
  readonly conditions: readonly Condition[];
  /** Null where the parent can be of one type only. */
  readonly onTypes: readonly string[] | null;
}

interface Kept {
  readonly selections: readonly SelectionNode[];
  readonly shape: readonly ShapeField[];
}

/** The key under which the ref of every person is fetched along, for the record; it is not part of the answer. */
export const PERSON_REF_KEY = 'samsynRef';

/** The one type of the graph that stands for a person. */
export const PERSON_TYPE = 'Individual';
const PERSON_REF: FieldNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: PERSON_REF_KEY },
  name: { kind: Kind.NAME, value: 'ref' },
};
const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Takes out of an operation every field that cannot be released, before anything is planned. Fragments are written out where
 * they are spread. A field that must be there for the answer's shape, but for which nothing is left to fetch, is taken out too.
 */
export function pruneOperation(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  options: PruneOptions,
): Pruned {
  const root = options.schema.getRootType(operation.operation);
  if (root === undefined || root === null) throw new TypeError(`the schema has no ${operation.operation}`);
  const place: Place = { parent: root, conditions: [], onTypes: null };
  const { selections, shape } = pruneSelections(operation.selectionSet, place, { ...options, fragments });
  const isEmpty = selections.every((selection) => isTypename(selection));
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  return {
    document: isEmpty ? null : { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }] },
    shape: mergeShape(shape),
  };
}

function pruneSelections(set: SelectionSetNode, place: Place, walk: Walk): Kept {
  const kept = set.selections.map((selection) => pruneSelection(selection, place, walk));
  return { selections: kept.flatMap(({ selections }) => selections), shape: kept.flatMap(({ shape }) => shape) };
}

function pruneSelection(selection: SelectionNode, place: Place, walk: Walk): Kept {
  const conditions = readConditions(selection);
  if (conditions === null) return { selections: [], shape: [] };
  const inside: Place = { ...place, conditions: [...place.conditions, ...conditions] };
  if (selection.kind === Kind.FIELD) return pruneField(selection, inside, walk);
  const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection;
  if (fragment === undefined) return { selections: [], shape: [] };
  return pruneFragment(fragment, selection, { place: inside, walk });
}

function pruneFragment(
  fragment: Pick<FragmentDefinitionNode, 'selectionSet'> & {
    readonly typeCondition?: FragmentDefinitionNode['typeCondition'];
  },
  spread: Exclude<SelectionNode, FieldNode>,
  { place, walk }: { readonly place: Place; readonly walk: Walk },
): Kept {
  const named =
    fragment.typeCondition === undefined ? place.parent : walk.schema.getType(fragment.typeCondition.name.value);
  if (named === undefined || !isCompositeType(named)) return { selections: [], shape: [] };
  const inside: Place = { ...place, parent: named, onTypes: narrow(place, named, walk.schema) };
  const { selections, shape } = pruneSelections(fragment.selectionSet, inside, walk);
  if (selections.length === 0) return { selections, shape };
  const written: SelectionNode = {
    kind: Kind.INLINE_FRAGMENT,
    ...(fragment.typeCondition === undefined ? {} : { typeCondition: fragment.typeCondition }),
    directives: spread.directives ?? [],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  return { selections: [written], shape };
}

function narrow(place: Place, named: GraphQLCompositeType, schema: GraphQLSchema): readonly string[] | null {
  if (place.onTypes === null && isObjectType(place.parent)) return null;
  const names = isAbstractType(named) ? schema.getPossibleTypes(named).map(({ name }) => name) : [named.name];
  return place.onTypes === null ? names : names.filter((name) => place.onTypes?.includes(name));
}

function pruneField(field: FieldNode, place: Place, walk: Walk): Kept {
  if (field.name.value === '__typename') return keepTypename(field, place);
  const coordinate = `${place.parent.name}.${field.name.value}`;
  const decision = worstDecision(place.parent, field.name.value, walk);
  const base = shapeOf(field, place, coordinate);
  if (decision.outcome === 'closed') {
    return { selections: [], shape: [{ ...base, state: 'withheld', reason: explainWithheld(coordinate, decision) }] };
  }
  const type = fieldType(place.parent, field.name.value);
  if (field.selectionSet === undefined || type === null) return { selections: [field], shape: [base] };
  const inner = pruneSelections(field.selectionSet, { ...place, parent: type, onTypes: null }, walk);
  const isNothingLeft = inner.selections.every(isTypename);
  const isHollow = isNothingLeft && isStub(place.parent, field.name.value);
  const shape = { ...base, children: mergeShape(inner.shape), typeName: soleName(type) };
  if (isHollow) return { selections: [], shape: [{ ...shape, state: 'hollow' }] };
  const selections = [...inner.selections, ...fetchedAlong(type, isNothingLeft)];
  return { selections: [{ ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } }], shape: [shape] };
}

/**
 * The stub behind a door is there for anybody, known or not, so it need not be fetched to be empty. An action is no stub: it is
 * done, whatever of its answer is withheld.
 */
function isStub(parent: GraphQLCompositeType, field: string): boolean {
  const type = 'getFields' in parent ? parent.getFields()[field]?.type : undefined;
  return agencyOfDoor(`${parent.name}.${field}`) !== null && isObjectType(type);
}

/** What the desk needs to know of an object besides what was asked for. */
function fetchedAlong(type: GraphQLCompositeType, isNothingLeft: boolean): readonly FieldNode[] {
  if (type.name === PERSON_TYPE) return [PERSON_REF];
  return isNothingLeft || isAbstractType(type) ? [TYPENAME] : [];
}

function shapeOf(field: FieldNode, { conditions, onTypes }: Place, coordinate: string): ShapeField {
  const key = field.alias?.value ?? field.name.value;
  const alternatives = [conditions];
  return { key, coordinate, state: 'open', alternatives, onTypes, children: null, typeName: null, reason: null };
}

function keepTypename(field: FieldNode, place: Place): Kept {
  const shape = shapeOf(field, place, '__typename');
  return { selections: [field], shape: [{ ...shape, state: 'typename', typeName: soleName(place.parent) }] };
}

/** On an interface the field must be open on every type that could stand there. */
function worstDecision(parent: GraphQLCompositeType, field: string, walk: Walk): Decision {
  const coordinates = isAbstractType(parent)
    ? fieldCoordinates(parent, field, walk.schema).slice(1)
    : fieldCoordinates(parent, field, walk.schema);
  const decisions = coordinates.map((coordinate) => walk.decideCoordinate(coordinate));
  const rank = { closed: 0, perhaps: 1, open: 2 } as const;
  const [worst] = [...decisions].sort((a, b) => rank[a.outcome] - rank[b.outcome]);
  return worst ?? { outcome: 'closed', row: null, code: 'NO_RULE', openableBy: [] };
}

function fieldType(parent: GraphQLCompositeType, field: string): GraphQLCompositeType | null {
  const type = 'getFields' in parent ? parent.getFields()[field]?.type : undefined;
  const named = type === undefined ? undefined : getNamedType(type);
  return named !== undefined && isCompositeType(named) ? named : null;
}

function soleName(type: GraphQLCompositeType): string | null {
  return isObjectType(type) ? type.name : null;
}

function isTypename(selection: SelectionNode): boolean {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet.selections.every(isTypename);
  return selection.kind === Kind.FIELD && selection.name.value === '__typename';
}

/** Joins fields that the client asked for more than once under one key, in the order of their first place. */
function mergeShape(fields: readonly ShapeField[]): readonly ShapeField[] {
  const merged = new Map<string, ShapeField>();
  for (const field of fields) {
    const identity = `${field.key} ${field.coordinate} ${field.onTypes?.join() ?? ''}`;
    const earlier = merged.get(identity);
    merged.set(identity, earlier === undefined ? field : joinFields(earlier, field));
  }
  return [...merged.values()];
}

function joinFields(a: ShapeField, b: ShapeField): ShapeField {
  return {
    ...a,
    state: a.state === 'hollow' ? b.state : a.state,
    alternatives: [...a.alternatives, ...b.alternatives],
    children: a.children === null ? null : mergeShape([...a.children, ...(b.children ?? [])]),
  };
}
