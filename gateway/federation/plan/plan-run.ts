/** A JSON object, as it came from a subgraph. */
export type Fetched = Record<string, unknown>;

/** Where in an answer: response keys, and places in lists. */
export type AnswerPath = readonly (string | number)[];

/** An error of a fetch; a `GraphQLError` without the cost of one. */
export interface PlanError {
  readonly message: string;
  readonly path?: AnswerPath | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** What running a plan came to. */
export interface PlanResult {
  /** Null where a non-null field is missing; absent where nothing could be run. */
  readonly data?: Fetched | null;
  readonly errors?: readonly PlanError[];
}

/** One question to one subgraph, whose text is the same for every request. */
export interface PlanFetch {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What a subgraph answered; it never throws but for a breakage of its own. */
export interface FetchAnswer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: AnswerPath | undefined;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** Asks one subgraph. */
export type Source<Context> = (fetch: PlanFetch, context: Context) => Promise<FetchAnswer>;

/** A plan that is being run. */
export interface PlanRun<Context> {
  /** What has been fetched so far; each fetch puts its own in place. */
  readonly root: Fetched;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: Context;
  readonly errors: PlanError[];
}

/** Where in the answer a fetch belongs: keys, and `@` for every item of a list. */
export type FetchPath = readonly string[];

/** A node of a plan, ready to run. */
export type Step<Context> = (run: PlanRun<Context>) => Promise<void>;
