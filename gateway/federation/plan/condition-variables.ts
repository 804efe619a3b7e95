import { Kind, visit, type ASTNode } from 'graphql';

/** Lists the variables that `@skip` and `@include` turn on, in a fixed order. */
export function conditionVariables(document: ASTNode): readonly string[] {
  const found = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) found.add(value.name.value);
    },
  });
  return [...found].sort();
}
