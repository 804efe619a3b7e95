import { Kind, OperationTypeNode, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { QueryPlan } from '@apollo/query-planner';
import { byConditions } from './by-conditions.ts';
import { compilePlan } from './compile-plan.ts';
import { compileResponse, type ShapeResponse } from './compile-response.ts';
import { conditionVariables } from './condition-variables.ts';
import type { Fetched, PlanError, PlanResult, Source, Step } from './plan-run.ts';

/** An operation that was planned and made ready: what is left for a request is its fetches and its answer. */
export type RunOperation<Context> = (
  context: Context,
  variables: Readonly<Record<string, unknown>>,
) => Promise<PlanResult>;

export interface PlannedOptions<Context> {
  readonly plan: QueryPlan;
  /** Holds the one operation. */
  readonly document: DocumentNode;
  /** As clients see it. */
  readonly schema: GraphQLSchema;
  /** With what only the planner sees. */
  readonly supergraphSchema: GraphQLSchema;
  readonly sources: ReadonlyMap<string, Source<Context>>;
}

/** @returns null for what is better left to the executor of @apollo/gateway: all but questions, and plans of a rarer kind */
export function compileOperation<Context>(options: PlannedOptions<Context>): RunOperation<Context> | null {
  const { document, plan, sources, supergraphSchema: schema } = options;
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation?.operation !== OperationTypeNode.QUERY) return null;
  const run = compilePlan(plan, { sources, schema });
  const shapeFor = run === null ? null : compileShapes(operation, options);
  return run === null || shapeFor === null
    ? null
    : (context, variables) => runPlan({ run, shapeFor }, context, variables);
}

type ShapeFor = (variables: Readonly<Record<string, unknown>>) => ShapeResponse | null;

/** Of more, an operation can come out in too many ways to have each at hand. */
const MOST_CONDITIONS = 4;

/** One shape for each way in which the conditions can come out. */
function compileShapes<Context>(
  operation: OperationDefinitionNode,
  { document, schema }: PlannedOptions<Context>,
): ShapeFor | null {
  const root = schema.getRootType(operation.operation);
  const names = conditionVariables(document);
  if (root === undefined || root === null || names.length > MOST_CONDITIONS) return null;
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const shapeFor = byConditions(names, (conditions) =>
    compileResponse(operation.selectionSet, root, { schema, fragments, conditions }),
  );
  return waysOf(names).every((way) => shapeFor(way) !== null) ? shapeFor : null;
}

function waysOf(names: readonly string[]): readonly Readonly<Record<string, boolean>>[] {
  return names.reduce<readonly Readonly<Record<string, boolean>>[]>(
    (ways, name) =>
      ways.flatMap((way) => [
        { ...way, [name]: true },
        { ...way, [name]: false },
      ]),
    [{}],
  );
}

interface Compiled<Context> {
  readonly run: Step<Context>;
  readonly shapeFor: ShapeFor;
}

async function runPlan<Context>(
  { run, shapeFor }: Compiled<Context>,
  context: Context,
  variables: Readonly<Record<string, unknown>>,
): Promise<PlanResult> {
  const root: Fetched = {};
  const errors: PlanError[] = [];
  await run({ root, variables, context, errors });
  const data = shapeFor(variables)?.(root) ?? null;
  return errors.length === 0 ? { data } : { data, errors };
}
