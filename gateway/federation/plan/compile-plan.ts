import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { compileRepresentation } from './entity-keys.ts';
import { createEntityFetch, createFieldFetch } from './fetch-steps.ts';
import type { FetchPath, Source, Step } from './plan-run.ts';

export interface CompileOptions<Context> {
  readonly sources: ReadonlyMap<string, Source<Context>>;
  /** The whole supergraph's. */
  readonly schema: GraphQLSchema;
}

interface Place<Context> extends CompileOptions<Context> {
  readonly path: FetchPath;
}

/**
 * Makes a plan ready to run: all that is the same for every request is done here, once.
 * @returns null for a plan with something in it that is better left to the executor of @apollo/gateway
 */
export function compilePlan<Context>(plan: QueryPlan, options: CompileOptions<Context>): Step<Context> | null {
  if (plan.node === undefined) return () => Promise.resolve();
  return plan.node.kind === 'Subscription' ? null : compileNode(plan.node, { ...options, path: [] });
}

function compileNode<Context>(node: PlanNode, place: Place<Context>): Step<Context> | null {
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(node, place);
    case 'Sequence':
      return compileAll(node.nodes, place, inSequence);
    case 'Parallel':
      return compileAll(node.nodes, place, atOnce);
    case 'Flatten': {
      const path = [...place.path, ...node.path];
      return path.every(isPlainStep) ? compileNode(node.node, { ...place, path }) : null;
    }
    case 'Condition':
      return compileCondition(node, place);
    case 'Defer':
      return null;
  }
}

/** A step that is for some types alone (`|[…]`) is not plain. */
function isPlainStep(step: string | number): step is string {
  return typeof step === 'string' && !step.includes('|');
}

function compileAll<Context>(
  nodes: readonly PlanNode[],
  place: Place<Context>,
  join: (steps: readonly Step<Context>[]) => Step<Context>,
): Step<Context> | null {
  const steps = nodes.map((node) => compileNode(node, place));
  return steps.every((step) => step !== null) ? join(steps) : null;
}

function inSequence<Context>(steps: readonly Step<Context>[]): Step<Context> {
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function atOnce<Context>(steps: readonly Step<Context>[]): Step<Context> {
  return async (run) => {
    await Promise.all(steps.map((step) => step(run)));
  };
}

function compileCondition<Context>(
  { condition, ifClause, elseClause }: Extract<PlanNode, { readonly kind: 'Condition' }>,
  place: Place<Context>,
): Step<Context> | null {
  const none: Step<Context> = () => Promise.resolve();
  const holds = ifClause === undefined ? none : compileNode(ifClause, place);
  const fails = elseClause === undefined ? none : compileNode(elseClause, place);
  if (holds === null || fails === null) return null;
  return (run) => (run.variables[condition] === true ? holds(run) : fails(run));
}

function compileFetch<Context>(node: FetchNode, { sources, schema, path }: Place<Context>): Step<Context> | null {
  const source = sources.get(node.serviceName);
  const rewrites = [node.inputRewrites, node.outputRewrites, node.contextRewrites];
  if (source === undefined || rewrites.some((rewrite) => (rewrite ?? []).length > 0)) return null;
  const fetch = { source, query: node.operation, variableNames: node.variableUsages ?? [], path };
  if (node.requires === undefined) return createFieldFetch(fetch);
  const represent = compileRepresentation(node.requires, schema);
  return represent === null ? null : createEntityFetch(fetch, represent);
}
