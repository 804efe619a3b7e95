import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import type { Demand } from './demand.ts';

/** An operation that may be decided on: it parses, fits the schema and keeps within the limits. */
export interface AdmittedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Asks about the schema alone; answered from the role's own view of it. */
  readonly isIntrospection: boolean;
  /** The variables that `@skip` and `@include` turn on. */
  readonly conditionVariables: readonly string[];
  /** What each root field asks for; none for a question about the schema. */
  readonly demands: readonly Demand[];
}
