import { Kind, parse, type FieldNode, type FragmentDefinitionNode, type SelectionNode } from 'graphql';

/** The keys that an answer to a planned operation can have, at one depth. */
export interface AnswerKeys {
  /** By key: what can stand below it; empty below a leaf. */
  readonly possible: ReadonlyMap<string, AnswerKeys>;
  /** Those that no `@skip` or `@include` can take away. */
  readonly certain: readonly string[];
}

/** The planner sends the same few operations again and again. */
const REMEMBERED = 2_000;
const known = new Map<string, AnswerKeys>();

/** Reads from a planned operation which keys its answer can have, from the root down. */
export function answerKeysOf(operation: string): AnswerKeys {
  const earlier = known.get(operation);
  if (earlier !== undefined) return earlier;
  const { definitions } = parse(operation, { noLocation: true });
  const roots = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [],
  );
  const fragments = definitions.flatMap((definition) =>
    definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
  );
  const keys = keysOf(roots, new Map(fragments));
  if (known.size >= REMEMBERED) known.clear();
  known.set(operation, keys);
  return keys;
}

/** Whether a value has no key but those that were asked for, at any depth; what was asked for may be null or absent. */
export function hasOnlyKeys(value: unknown, keys: AnswerKeys): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every((item) => hasOnlyKeys(item, keys));
  const { possible } = keys;
  // What came as JSON has no keys but its own.
  for (const key in value) {
    const below = possible.get(key);
    if (below === undefined) return false;
    const inner: unknown = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof inner === 'object' && inner !== null && !hasOnlyKeys(inner, below)) return false;
  }
  return true;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

interface AskedField {
  readonly field: FieldNode;
  readonly isCertain: boolean;
}

function keysOf(selections: readonly SelectionNode[], fragments: Fragments): AnswerKeys {
  const byKey = new Map<string, AskedField[]>();
  for (const asked of listFields(selections, true, fragments)) {
    const key = asked.field.alias?.value ?? asked.field.name.value;
    byKey.set(key, [...(byKey.get(key) ?? []), asked]);
  }
  const below = ([key, asked]: readonly [string, readonly AskedField[]]): readonly [string, AnswerKeys] => [
    key,
    keysOf(
      asked.flatMap(({ field }) => field.selectionSet?.selections ?? []),
      fragments,
    ),
  ];
  return {
    possible: new Map([...byKey].map(below)),
    certain: [...byKey].filter(([, asked]) => asked.some(({ isCertain }) => isCertain)).map(([key]) => key),
  };
}

function listFields(
  selections: readonly SelectionNode[],
  isAround: boolean,
  fragments: Fragments,
): readonly AskedField[] {
  return selections.flatMap((selection) => {
    const isCertain = isAround && (selection.directives ?? []).length === 0;
    if (selection.kind === Kind.FIELD) return [{ field: selection, isCertain }];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    return fragment === undefined ? [] : listFields(fragment.selectionSet.selections, isCertain, fragments);
  });
}
