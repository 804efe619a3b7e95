import { GraphQLError } from 'graphql';
import type { ClosedCode, Decision, Opening } from './decide.ts';

/** What is told of a field that stays closed: its coordinate, why, and what would open it. Never anything of the person. */
export interface WithheldReason {
  readonly coordinate: string;
  readonly code: ClosedCode;
  /** The kinds of ground that could open it, in words; `none` when nothing can. */
  readonly ground: string;
  readonly openableBy: readonly Opening[];
}

/** The code that marks a refusal among GraphQL errors, as other federation routers name it. */
export const REFUSAL_CODE = 'UNAUTHORIZED_FIELD_OR_TYPE';

export function explainWithheld(
  coordinate: string,
  decision: Extract<Decision, { outcome: 'closed' }>,
): WithheldReason {
  const kinds = [...new Set(decision.openableBy.map((opening) => opening.ground))];
  return {
    coordinate,
    code: decision.code,
    ground: kinds.length > 0 ? kinds.join(', ') : 'none',
    openableBy: decision.openableBy,
  };
}

/** The GraphQL error that carries a refusal from an agency to the gateway, and on request to the client. */
export function refusalError(reason: WithheldReason): GraphQLError {
  return new GraphQLError(`${reason.coordinate} is withheld: ${reason.code}`, {
    extensions: { code: REFUSAL_CODE, withheld: reason },
  });
}
