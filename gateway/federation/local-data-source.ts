import type { GraphQLDataSource } from '@apollo/gateway';
import { execute, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import type { ExecutionContext } from './execution-context.ts';
import { compilePersons, type AnswerPersons } from './local/answer-persons.ts';
import { subgraphError } from './subgraph-error.ts';

type DataSourceOptions = Parameters<GraphQLDataSource<ExecutionContext>['process']>[0];
type DataSourceResponse = Awaited<ReturnType<GraphQLDataSource<ExecutionContext>['process']>>;

export interface LocalDataSourceOptions {
  readonly schema: GraphQLSchema;
  readonly refKey: Buffer;
  readonly clock: () => Date;
  readonly log: Log;
}

/** A question that the planner sends, read once. */
interface Question {
  readonly document: DocumentNode;
  /** Null where more than persons is asked for. */
  readonly answerPersons: AnswerPersons | null;
}

/** The planner sends the same few operations again and again. */
const REMEMBERED = 2_000;

/** Answers from the gateway's own subgraph, in the same process. */
export class LocalDataSource implements GraphQLDataSource<ExecutionContext> {
  readonly #options: LocalDataSourceOptions;
  readonly #questions = new Map<string, Question>();

  constructor(options: LocalDataSourceOptions) {
    this.#options = options;
  }

  async process({ request, context }: DataSourceOptions): Promise<DataSourceResponse> {
    const variables = request.variables ?? {};
    const { document, answerPersons } = this.#read(request.query ?? '');
    if (answerPersons !== null) return answerPersons(variables) as DataSourceResponse;
    const { schema } = this.#options;
    const { data, errors } = await execute({ schema, document, variableValues: variables, contextValue: context });
    if (errors === undefined) return { data: data ?? null };
    return { data: data ?? null, errors: errors.map((error) => this.#mask(error.originalError, error.path)) };
  }

  #read(query: string): Question {
    const known = this.#questions.get(query);
    if (known !== undefined) return known;
    const { schema, refKey, clock } = this.#options;
    const document = parse(query, { noLocation: true });
    if (validate(schema, document).length > 0) throw new TypeError('the planner asked what is not there');
    const describe = (cause: unknown, path: readonly string[]): ReturnType<typeof subgraphError> =>
      this.#mask(cause, path);
    const question = { document, answerPersons: compilePersons(document, { schema, refKey, clock, describe }) };
    if (this.#questions.size >= REMEMBERED) this.#questions.clear();
    this.#questions.set(query, question);
    return question;
  }

  #mask(cause: unknown, path: readonly (string | number)[] | undefined): ReturnType<typeof subgraphError> {
    if (cause instanceof SamsynError) return subgraphError(cause, path);
    this.#options.log.error({ err: cause }, 'the local subgraph broke');
    return subgraphError(new SamsynError('INTERNAL', {}), path);
  }
}
