import type { GraphQLFormattedError } from 'graphql';
import type { SamsynError } from '../../schema/error-catalogue.ts';

/** The form in which a data source hands a catalogued error to the planner's executor; the message is made anew at the edge. */
export function subgraphError(error: SamsynError, path?: readonly (string | number)[]): GraphQLFormattedError {
  return {
    message: error.message,
    ...(path === undefined ? {} : { path }),
    extensions: { code: error.code, facts: error.facts },
  };
}
