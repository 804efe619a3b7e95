import type { Agency } from '../../schema/agency.ts';
import type { SamsynError } from '../../schema/error-catalogue.ts';
import type { Purpose } from '../../schema/purpose.ts';
import type { Requester } from '../../policies/requester.ts';
import type { PreparedOperation } from '../request/prepare-operation.ts';
import { JoinedLists } from './joined-lists.ts';

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
  /** When the fetches must be over, by the clock of `performance.now()`, ms. */
  readonly until: number;
  /** What the fetches learn beside the data. */
  readonly findings: Findings;
}

/** What was told of one aggregate: figures on a ground, or a refusal with its code. */
export interface AggregateTold {
  /** `Query.aggregate aggregate:<definition>:<digest> <release>`; null when it was refused. */
  readonly ground: string | null;
  readonly code: string | null;
  readonly missing: readonly Agency[];
}

/** What the fetches of one request learn beside the data; they add to it as they go. */
export class Findings {
  /** When the first of the consents that were leaned on stops being attested, ms since 1970. */
  consentsEnd = Number.POSITIVE_INFINITY;
  /** Whether socialtjänsten could not be asked for consents, so that nothing opened on one. */
  lacksConsents = false;
  /** What was told of aggregates; the record has an entry for each. */
  readonly aggregates: AggregateTold[] = [];
  /** What makes the whole answer impossible, whatever else came. */
  breakage: SamsynError | null = null;
  readonly #noGrounds = new JoinedLists();
  readonly #groundsByRef = new Map<string, JoinedLists>();

  /** Adds what agencies say a person's fields were released on. */
  addGrounds(byRef: Readonly<Record<string, readonly string[]>>): void {
    for (const [ref, grounds] of Object.entries(byRef)) {
      const known = this.#groundsByRef.get(ref) ?? this.#noGrounds;
      this.#groundsByRef.set(ref, known.join(grounds));
    }
  }

  /**
   * On what a person's fields were released: `coordinate ground`, and the id of the consent or grant where there is one. Sorted; of
   * persons with the same grounds mostly the same list.
   */
  groundsOf(ref: string): readonly string[] {
    return (this.#groundsByRef.get(ref) ?? this.#noGrounds).sorted;
  }
}
