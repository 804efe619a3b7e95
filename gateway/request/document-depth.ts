import { Kind, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** How many levels of fields a selection has; fragments add none. The document has been validated, so none is circular. */
export function depthOf(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): number {
  let deepest = 0;
  for (const selection of selections) {
    const isField = selection.kind === Kind.FIELD;
    const inner =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? fragments.get(selection.name.value)?.selectionSet
        : selection.selectionSet;
    deepest = Math.max(deepest, (isField ? 1 : 0) + (inner === undefined ? 0 : depthOf(inner, fragments)));
  }
  return deepest;
}
