import { Kind, type SelectionNode } from 'graphql';
import type { Condition } from './response-shape.ts';

/** Reads the `@skip` and `@include` of a selection; null when a literal already takes it out. */
export function readConditions(selection: SelectionNode): readonly Condition[] | null {
  const conditions: Condition[] = [];
  for (const directive of selection.directives ?? []) {
    const is = directive.name.value === 'include';
    if (!is && directive.name.value !== 'skip') continue;
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind === Kind.VARIABLE) conditions.push({ variable: value.name.value, is });
    else if (value?.kind === Kind.BOOLEAN && value.value !== is) return null;
  }
  return conditions;
}
