import type { GraphQLDataSource } from '@apollo/gateway';
import { graphql, type GraphQLSchema } from 'graphql';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import type { ExecutionContext } from './execution-context.ts';
import { subgraphError } from './subgraph-error.ts';

type DataSourceOptions = Parameters<GraphQLDataSource<ExecutionContext>['process']>[0];
type DataSourceResponse = Awaited<ReturnType<GraphQLDataSource<ExecutionContext>['process']>>;

/** Answers from the gateway's own subgraph, in the same process. */
export class LocalDataSource implements GraphQLDataSource<ExecutionContext> {
  readonly #schema: GraphQLSchema;
  readonly #log: Log;

  constructor(schema: GraphQLSchema, log: Log) {
    this.#schema = schema;
    this.#log = log;
  }

  async process({ request, context }: DataSourceOptions): Promise<DataSourceResponse> {
    const { data, errors } = await graphql({
      schema: this.#schema,
      source: request.query ?? '',
      variableValues: request.variables ?? {},
      contextValue: context,
    });
    if (errors === undefined) return { data: data ?? null };
    return { data: data ?? null, errors: errors.map((error) => this.#mask(error.originalError, error.path)) };
  }

  #mask(
    cause: Error | null | undefined,
    path: readonly (string | number)[] | undefined,
  ): ReturnType<typeof subgraphError> {
    if (cause instanceof SamsynError) return subgraphError(cause, path);
    this.#log.error({ err: cause }, 'the local subgraph broke');
    return subgraphError(new SamsynError('INTERNAL', {}), path);
  }
}
