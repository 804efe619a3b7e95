import { Kind, type FieldNode, type FragmentDefinitionNode, type SelectionNode, type SelectionSetNode } from 'graphql';

/** What an operation comes to when its fragments are written out where they are spread. */
export interface OperationSize {
  /** Levels of fields. */
  readonly depth: number;
  /** Names of the fields at the root, one for each time it is asked for. */
  readonly rootFields: readonly string[];
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

interface Measure {
  readonly fragments: Fragments;
  readonly limit: number;
  readonly rootFields: string[];
  selections: number;
  depth: number;
}

/**
 * Measures a validated operation. Fragments that spread fragments twice grow without bound, so the measuring stops at the limit.
 * @returns null when the operation has more selections than the limit
 */
export function measureOperation(set: SelectionSetNode, fragments: Fragments, limit: number): OperationSize | null {
  const measure: Measure = { fragments, limit, rootFields: [], selections: 0, depth: 0 };
  return isWithin(set, 1, measure) ? { depth: measure.depth, rootFields: measure.rootFields } : null;
}

function isWithin(set: SelectionSetNode, level: number, measure: Measure): boolean {
  return set.selections.every((selection) => {
    measure.selections += 1;
    if (measure.selections > measure.limit) return false;
    const isField = selection.kind === Kind.FIELD;
    if (isField) noteField(selection.name.value, level, measure);
    const inner = innerSet(selection, measure.fragments);
    return inner === undefined || isWithin(inner, isField ? level + 1 : level, measure);
  });
}

function noteField(name: string, level: number, measure: Measure): void {
  measure.depth = Math.max(measure.depth, level);
  if (level === 1) measure.rootFields.push(name);
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
