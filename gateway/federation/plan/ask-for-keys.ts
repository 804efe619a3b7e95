import { Kind, parse, print, stripIgnoredCharacters, visit, type FieldNode, type SelectionNode } from 'graphql';
import type { QueryPlanSelectionNode } from '@apollo/query-planner';

/**
 * The name under which each entity's own key is asked for along with the rest, so that what an agency answers is put back by it.
 * Clients may not use it.
 */
export const ENTITY_KEY = 'samsynRef';
const KEY_FIELD = 'ref';

const ASKED_ALONG: readonly FieldNode[] = [
  { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } },
  {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: ENTITY_KEY },
    name: { kind: Kind.NAME, value: KEY_FIELD },
  },
];

/** Writes into a question for entities that each is to come with its type and `ref`; one without a `ref` is asked for as it was. */
export function askForKeys(operation: string, requires: readonly QueryPlanSelectionNode[]): string {
  const keyed = new Set(requires.flatMap(keyedType));
  if (keyed.size === 0) return operation;
  const document = parse(operation, { noLocation: true });
  const widened = visit(document, {
    Field: (field) => {
      if (field.name.value !== '_entities' || field.selectionSet === undefined) return undefined;
      const selections = field.selectionSet.selections.map((selection) => widen(selection, keyed));
      return { ...field, selectionSet: { ...field.selectionSet, selections } };
    },
  });
  return stripIgnoredCharacters(print(widened));
}

function keyedType(selection: QueryPlanSelectionNode): readonly string[] {
  if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) return [];
  const hasKey = selection.selections.some((field) => field.kind === 'Field' && field.name === KEY_FIELD);
  return hasKey ? [selection.typeCondition] : [];
}

function widen(selection: SelectionNode, keyed: ReadonlySet<string>): SelectionNode {
  if (selection.kind !== Kind.INLINE_FRAGMENT || !keyed.has(selection.typeCondition?.name.value ?? ''))
    return selection;
  const { selectionSet } = selection;
  return { ...selection, selectionSet: { ...selectionSet, selections: [...ASKED_ALONG, ...selectionSet.selections] } };
}
