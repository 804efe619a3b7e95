import type { GraphQLFormattedError } from 'graphql';

/** A request as the transport hands it over. */
export interface Asked {
  readonly requestId: string;
  readonly authorization: string | undefined;
  readonly purpose: string | undefined;
  readonly caseNumber: string | undefined;
  /** Whether withheld fields are wanted as GraphQL errors too. */
  readonly withheldAsErrors: boolean;
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A GraphQL response, as it goes out. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}
