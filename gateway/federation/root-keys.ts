import { Kind, parse, type SelectionNode } from 'graphql';

/** The keys at the root of the answer to a planned operation. */
export interface RootKeys {
  readonly possible: readonly string[];
  /** Those that no `@skip` or `@include` can take away. */
  readonly certain: readonly string[];
}

/** The planner sends the same few operations again and again. */
const REMEMBERED = 2_000;
const known = new Map<string, RootKeys>();

/** Reads from a planned operation which keys its answer has at the root. */
export function rootKeysOf(operation: string): RootKeys {
  const earlier = known.get(operation);
  if (earlier !== undefined) return earlier;
  const fields = parse(operation, { noLocation: true }).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? listKeys(definition.selectionSet.selections, true) : [],
  );
  const keys: RootKeys = {
    possible: fields.map(({ key }) => key),
    certain: fields.filter(({ isCertain }) => isCertain).map(({ key }) => key),
  };
  if (known.size >= REMEMBERED) known.clear();
  known.set(operation, keys);
  return keys;
}

interface RootField {
  readonly key: string;
  readonly isCertain: boolean;
}

function listKeys(selections: readonly SelectionNode[], isAround: boolean): readonly RootField[] {
  return selections.flatMap((selection) => {
    const isCertain = isAround && (selection.directives ?? []).length === 0;
    if (selection.kind === Kind.FIELD) return [{ key: selection.alias?.value ?? selection.name.value, isCertain }];
    return selection.kind === Kind.INLINE_FRAGMENT ? listKeys(selection.selectionSet.selections, isCertain) : [];
  });
}
