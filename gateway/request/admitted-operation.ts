import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';

/** An operation that may be decided on: it parses, fits the schema and keeps within the limits. */
export interface AdmittedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Asks about the schema alone; answered from the role's own view of it. */
  readonly isIntrospection: boolean;
  /** The variables that `@skip` and `@include` turn on. */
  readonly conditionVariables: readonly string[];
  /** One for each field at the root. */
  readonly askedPersons: readonly AskedPersons[];
}

/** How much one field at the root asks for. */
export interface AskedPersons {
  /** How many persons it names, or the variable that holds them. */
  readonly persons: number | { readonly variable: string };
  /** Selections beneath it, with fragments written out. */
  readonly selections: number;
}
