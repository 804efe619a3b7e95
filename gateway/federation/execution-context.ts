import type { Purpose } from '../../schema/purpose.ts';
import type { Requester } from '../../policies/requester.ts';
import type { PreparedOperation } from '../request/prepare-operation.ts';

/** Why somebody asks: one purpose a request, and the case where the purpose needs one. */
export interface Declaration {
  readonly purpose: Purpose;
  readonly caseNumber: string | null;
}

/** What the planner's executor hands to the fetches of one request. */
export interface ExecutionContext {
  readonly requestId: string;
  /** The user's own token, sent on to each agency as it came. */
  readonly authorization: string;
  readonly requester: Requester;
  /** Null only for what needs no purpose. */
  readonly declaration: Declaration | null;
  readonly prepared: PreparedOperation;
  readonly now: Date;
}
