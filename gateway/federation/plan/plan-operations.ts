import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { guardPlan } from '../plan-guard.ts';
import { askForKeys } from './ask-for-keys.ts';
import type { Source } from './plan-run.ts';
import type { Planner } from './planner.ts';
import { compileOperation, type RunOperation } from './planned-operation.ts';

export interface PlanOptions<Context> {
  readonly planner: Planner;
  /** As clients see it. */
  readonly schema: GraphQLSchema;
  readonly sources: ReadonlyMap<string, Source<Context>>;
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
}

/** What was decided. */
export interface Decided {
  readonly document: DocumentNode;
  /** The coordinates that may be fetched. */
  readonly coordinates: ReadonlySet<string>;
}

/**
 * Plans an operation, asks in it for the key of each entity, checks what came of it against the decision, and makes it ready to run:
 * once, since all of it is the same for every request.
 * @returns null for what is better left to the executor of @apollo/gateway, which plans and is checked anew
 * @throws SamsynError PLAN_REFUSED
 */
export function planOperation<Context>(
  { document, coordinates }: Decided,
  { planner, schema, sources, subgraphs }: PlanOptions<Context>,
): RunOperation<Context> | null {
  const plan = withKeys(planner.plan(document));
  guardPlan(plan, coordinates, subgraphs);
  return compileOperation({ plan, document, schema, supergraphSchema: planner.supergraphSchema, sources });
}

function withKeys(plan: QueryPlan): QueryPlan {
  const { node } = plan;
  return node === undefined || node.kind === 'Subscription' ? plan : { ...plan, node: keyed(node) };
}

function keyed(node: PlanNode): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return keyedFetch(node);
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(keyed) };
    case 'Flatten':
      return { ...node, node: keyed(node.node) };
    case 'Condition': {
      const { ifClause, elseClause } = node;
      return {
        ...node,
        ...(ifClause === undefined ? {} : { ifClause: keyed(ifClause) }),
        ...(elseClause === undefined ? {} : { elseClause: keyed(elseClause) }),
      };
    }
    case 'Defer':
      return node;
  }
}

function keyedFetch(fetch: FetchNode): FetchNode {
  return fetch.requires === undefined ? fetch : { ...fetch, operation: askForKeys(fetch.operation, fetch.requires) };
}
