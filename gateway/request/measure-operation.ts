import { Kind, type FragmentDefinitionNode, type SelectionNode, type SelectionSetNode } from 'graphql';

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
