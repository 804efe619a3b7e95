import {
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Tells what keeps a mutation from being one action that can be decided, sealed in a receipt and recorded: one root field with
 * one action under it, always done, and every value in a variable that must be sent. Null when nothing does.
 * @param document holds one operation, a mutation, and its fragments
 */
export function findActionFault(document: DocumentNode): string | null {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const fragments: Fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  return operation === undefined ? null : (findFormFault(operation, fragments) ?? findValueFault(document));
}

function findFormFault(operation: OperationDefinitionNode, fragments: Fragments): string | null {
  const doors = fieldsOf(operation.selectionSet, fragments);
  if (doors === null) return CONDITIONAL;
  const [door] = doors;
  if (door?.selectionSet === undefined || doors.length !== 1) return SEVERAL;
  const actions = fieldsOf(door.selectionSet, fragments);
  if (actions === null) return CONDITIONAL;
  return actions.length === 1 ? null : SEVERAL;
}

const CONDITIONAL = 'an action is done or not sent at all: leave out `@skip` and `@include`';
const SEVERAL = 'do one action in each mutation: send the others in operations of their own';

/** The fields of a selection with fragments written out, but for `__typename`; null when any of them is conditional. */
function fieldsOf(set: SelectionSetNode, fragments: Fragments): readonly FieldNode[] | null {
  const found: FieldNode[] = [];
  for (const selection of set.selections) {
    if ((selection.directives ?? []).length > 0) return null;
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value !== '__typename') found.push(selection);
      continue;
    }
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    const fields = inner === undefined ? [] : fieldsOf(inner.selectionSet, fragments);
    if (fields === null) return null;
    found.push(...fields);
  }
  return found;
}

/** What stands in the text of a document is in no receipt and may be logged. */
function findValueFault(document: DocumentNode): string | null {
  let fault: string | null = null;
  visit(document, {
    Field: ({ arguments: given = [], name }) => {
      const written = given.find(({ value }) => value.kind !== Kind.VARIABLE);
      if (written !== undefined) fault ??= `send \`${name.value}(${written.name.value})\` in a variable of its own`;
    },
    VariableDefinition: ({ defaultValue, variable }) => {
      if (defaultValue !== undefined) fault ??= `leave out the default of \`$${variable.name.value}\`, and send it`;
    },
  });
  return fault;
}
