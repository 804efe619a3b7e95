import { Kind, type FieldNode, type FragmentDefinitionNode, type SelectionNode, type SelectionSetNode } from 'graphql';

/** What an operation comes to when its fragments are written out where they are spread. */
export interface OperationSize {
  /** Levels of fields. */
  readonly depth: number;
  /** Fields at the root. */
  readonly roots: number;
  /** The most fields of any one object. */
  readonly breadth: number;
  readonly aliases: number;
  readonly directives: number;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

type Measured = { -readonly [Name in keyof OperationSize]: OperationSize[Name] };

interface Measure extends Measured {
  readonly fragments: Fragments;
  readonly limit: number;
  selections: number;
}

/** The fields of one object, whichever fragments they stand in. */
interface Breadth {
  fields: number;
}

/**
 * Measures a validated operation. Fragments that spread fragments twice grow without bound, so the measuring stops at the limit.
 * @returns null when the operation has more selections than the limit
 */
export function measureOperation(set: SelectionSetNode, fragments: Fragments, limit: number): OperationSize | null {
  const empty: Measured = { depth: 0, roots: 0, breadth: 0, aliases: 0, directives: 0 };
  const measure: Measure = { ...empty, fragments, limit, selections: 0 };
  if (!isWithin(set, { level: 1, breadth: { fields: 0 } }, measure)) return null;
  const { depth, roots, breadth, aliases, directives } = measure;
  return { depth, roots, breadth, aliases, directives };
}

interface Place {
  readonly level: number;
  readonly breadth: Breadth;
}

function isWithin(set: SelectionSetNode, place: Place, measure: Measure): boolean {
  return set.selections.every((selection) => {
    measure.selections += 1;
    if (measure.selections > measure.limit) return false;
    measure.directives += selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD) noteField(selection, place, measure);
    const inner = innerSet(selection, measure.fragments);
    if (inner === undefined) return true;
    const isField = selection.kind === Kind.FIELD;
    return isWithin(inner, isField ? { level: place.level + 1, breadth: { fields: 0 } } : place, measure);
  });
}

function noteField({ alias }: FieldNode, { level, breadth }: Place, measure: Measure): void {
  measure.depth = Math.max(measure.depth, level);
  if (level === 1) measure.roots += 1;
  if (alias !== undefined) measure.aliases += 1;
  breadth.fields += 1;
  measure.breadth = Math.max(measure.breadth, breadth.fields);
}

function innerSet(selection: SelectionNode, fragments: Fragments): SelectionSetNode | undefined {
  return selection.kind === Kind.FRAGMENT_SPREAD
    ? fragments.get(selection.name.value)?.selectionSet
    : selection.selectionSet;
}

/** The fields at the root, with fragments written out. */
export function listRootFields(set: SelectionSetNode, fragments: Fragments): readonly FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner = innerSet(selection, fragments);
    return inner === undefined ? [] : listRootFields(inner, fragments);
  });
}

/** How many selections lie beneath, with fragments written out; call it on what has been measured to be within the limit. */
export function countSelections(set: SelectionSetNode | undefined, fragments: Fragments): number {
  if (set === undefined) return 0;
  return set.selections.reduce(
    (sum, selection) => sum + 1 + countSelections(innerSet(selection, fragments), fragments),
    0,
  );
}
