import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** Plans operations over one supergraph. */
export interface Planner {
  /** With what only the planner sees. */
  readonly supergraphSchema: GraphQLSchema;
  /** @param document one operation, valid, without named fragments that it does not use */
  plan(document: DocumentNode): QueryPlan;
}

/** Creates a planner as @apollo/gateway has one within, set as it is there; that one cannot be reached without running its plans too. */
export function createPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl);
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  return {
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    plan: (document) => planner.buildQueryPlan(operationFromDocument(apiSchema, document)),
  };
}
