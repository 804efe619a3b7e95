import type { QueryPlan, PlanNode, FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { parse, type GraphQLSchema } from 'graphql';
import { coordinatesOfDocument } from '../../schema/document-coordinates.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';

/** All that one subgraph may be told of an entity: its type and its key. */
const KEY_FIELDS: ReadonlySet<string> = new Set(['__typename', 'ref', 'id']);

/**
 * Checks that a plan fetches nothing outside the decision, and ships nothing but keys from one subgraph to another.
 * @throws SamsynError PLAN_REFUSED
 */
export function guardPlan(
  plan: QueryPlan,
  permitted: ReadonlySet<string>,
  subgraphs: ReadonlyMap<string, GraphQLSchema>,
): void {
  for (const fetch of fetchesOf(plan.node)) {
    const schema = subgraphs.get(fetch.serviceName);
    if (schema === undefined) throw new SamsynError('PLAN_REFUSED', {});
    const coordinates = coordinatesOfDocument(parse(fetch.operation), schema);
    const isWithin = coordinates.every((coordinate) => permitted.has(coordinate) || isMachinery(coordinate));
    const shipsKeysAlone = (fetch.requires ?? []).every(isKeySelection);
    if (!isWithin || !shipsKeysAlone) throw new SamsynError('PLAN_REFUSED', {});
  }
}

/** The planner reads an entity's key where a fetch to another subgraph needs it. */
export function isMachinery(coordinate: string): boolean {
  return coordinate === 'Query._entities' || coordinate === 'Individual.ref' || coordinate === 'Directory.id';
}

function isKeySelection(selection: QueryPlanSelectionNode): boolean {
  if (selection.kind === 'InlineFragment') return selection.selections.every(isKeySelection);
  return KEY_FIELDS.has(selection.name) && (selection.selections ?? []).length === 0;
}

function fetchesOf(node: QueryPlan['node']): readonly FetchNode[] {
  if (node === undefined) return [];
  switch (node.kind) {
    case 'Fetch':
      return [node];
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((inner: PlanNode) => fetchesOf(inner));
    case 'Flatten':
      return fetchesOf(node.node);
    case 'Defer':
    case 'Condition':
      return node.kind === 'Condition' ? [...fetchesOf(node.ifClause), ...fetchesOf(node.elseClause)] : unplanned();
    case 'Subscription':
      return unplanned();
  }
}

function unplanned(): never {
  throw new SamsynError('PLAN_REFUSED', {});
}
