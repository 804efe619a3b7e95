import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { Log } from '../../schema/process/log.ts';
import type { ExecutionContext } from './execution-context.ts';
import type { PlanResult } from './plan/plan-run.ts';

export interface ApolloOptions {
  readonly supergraphSdl: string;
  readonly sourceOf: (subgraph: string) => GraphQLDataSource<ExecutionContext>;
  /** Throws where a plan may not be run. */
  readonly guard: (plan: QueryPlan, context: ExecutionContext) => void;
  readonly log: Log;
}

/** The executor of @apollo/gateway: it runs what is not compiled, and says what the composed graph looks like. */
export interface ApolloExecutor {
  /** As clients see it. */
  readonly schema: GraphQLSchema;
  execute(context: ExecutionContext, variables: Readonly<Record<string, unknown>>): Promise<PlanResult>;
  close(): Promise<void>;
}

/**
 * Loads a supergraph into @apollo/gateway.
 * @throws Error unless APOLLO_TELEMETRY_DISABLED is `true`, since the library else reports to its maker
 */
export async function loadApolloExecutor({
  supergraphSdl,
  sourceOf,
  guard,
  log,
}: ApolloOptions): Promise<ApolloExecutor> {
  if (process.env['APOLLO_TELEMETRY_DISABLED'] !== 'true') {
    throw new Error('set APOLLO_TELEMETRY_DISABLED=true: nothing may phone out');
  }
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: quiet(log),
    buildService: ({ name }) => sourceOf(name),
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => {
      guard(queryPlan, requestContext.context as unknown as ExecutionContext);
    },
  });
  const { schema, executor } = await gateway.load();
  return {
    schema,
    execute: (context, variables) => execute({ schema, executor, context, variables }),
    close: () => gateway.stop(),
  };
}

interface Execution {
  readonly schema: GraphQLSchema;
  readonly executor: Awaited<ReturnType<ApolloGateway['load']>>['executor'];
  readonly context: ExecutionContext;
  readonly variables: Readonly<Record<string, unknown>>;
}

function execute({ schema, executor, context, variables }: Execution): Promise<PlanResult> {
  const { document, queryHash, operationName } = context.prepared;
  if (document === null) return Promise.resolve({ data: {} });
  return executor({
    schema,
    document,
    queryHash,
    operationName,
    request: { variables: { ...variables }, ...(operationName === null ? {} : { operationName }) },
    context,
    logger: quiet(null),
    cache: undefined,
    metrics: {},
    overallCachePolicy: undefined,
  } as never) as Promise<PlanResult>;
}

/** The library's log quotes requests and answers, so only that it had something to say is kept. */
function quiet(log: Log | null): Record<'debug' | 'info' | 'warn' | 'error', () => void> {
  const silent = (): void => undefined;
  return {
    debug: silent,
    info: silent,
    warn: () => log?.warn('the federation library warned'),
    error: () => log?.error('the federation library reported an error'),
  };
}
