import { Kind, type DirectiveNode, type SelectionNode } from 'graphql';
import type { Condition } from './response-shape.ts';

/** Reads the `@skip` and `@include` of a selection; null when a literal already takes it out. */
export function readConditions(selection: SelectionNode): readonly Condition[] | null {
  const conditions: Condition[] = [];
  for (const directive of (selection.directives ?? []).filter(isConditional)) {
    const is = directive.name.value === 'include';
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind === Kind.VARIABLE) conditions.push({ variable: value.name.value, is });
    else if (value?.kind === Kind.BOOLEAN && value.value !== is) return null;
  }
  return conditions;
}

function isConditional(directive: DirectiveNode): boolean {
  return directive.name.value === 'include' || directive.name.value === 'skip';
}
