import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { listSize } from '../../schema/list-sizes.ts';
import { countSelections, type Fragments } from './measure-operation.ts';

/** What one root field asks for, known once its variables are: measured when the document is admitted, and then multiplied. */
export interface Demand {
  /** How many persons it is about, or the variable whose list names them. */
  readonly persons: number | { readonly variable: string };
  /** Fields to decide and fetch for each person, or at all where it is about none. */
  readonly cells: number;
  /** Values that the answer could hold for each person, by how long its lists are taken to be. */
  readonly values: number;
}

/** Measures one root field, of an operation that is within the limit of selections. */
export function measureDemand(
  field: FieldNode,
  { rootType, fragments, schema }: { rootType: GraphQLNamedType; fragments: Fragments; schema: GraphQLSchema },
): Demand {
  const persons = personsOf(field);
  const type = fieldOf(rootType, field.name.value)?.type;
  const beneath =
    type === undefined || field.selectionSet === undefined
      ? 1
      : valuesOf(field.selectionSet, getNamedType(type), { fragments, schema });
  const entries = persons === 0 ? listSize(`${rootType.name}.${field.name.value}`) : 1;
  return { persons, cells: countSelections(field.selectionSet, fragments), values: entries * beneath };
}

/** How many persons a demand is about, once its variables are known. */
export function personsAsked({ persons }: Demand, variables: Readonly<Record<string, unknown>>): number {
  if (typeof persons === 'number') return persons;
  const given = variables[persons.variable];
  return Array.isArray(given) ? given.length : 0;
}

function personsOf(field: FieldNode): Demand['persons'] {
  if (field.name.value === 'individual') return 1;
  const value = field.arguments?.find(({ name }) => name.value === 'refs')?.value;
  if (value?.kind === Kind.LIST) return value.values.length;
  return value?.kind === Kind.VARIABLE ? { variable: value.name.value } : 0;
}

interface Schema {
  readonly fragments: Fragments;
  readonly schema: GraphQLSchema;
}

function valuesOf(set: SelectionSetNode, parent: GraphQLNamedType, context: Schema): number {
  return set.selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD) return sum + valuesOfField(selection, parent, context);
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? context.fragments.get(selection.name.value) : selection;
    const on = inner?.typeCondition === undefined ? parent : context.schema.getType(inner.typeCondition.name.value);
    return inner === undefined ? sum : sum + valuesOf(inner.selectionSet, on ?? parent, context);
  }, 0);
}

function valuesOfField({ name, selectionSet }: FieldNode, parent: GraphQLNamedType, context: Schema): number {
  const type = fieldOf(parent, name.value)?.type;
  const named = type === undefined ? undefined : getNamedType(type);
  if (selectionSet === undefined || named === undefined || !isCompositeType(named)) return 1;
  return 1 + listSize(`${parent.name}.${name.value}`) * valuesOf(selectionSet, named, context);
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}
