import type { Agency } from '../../../schema/agency.ts';
import type { RecordBody } from '../chain.ts';

/** What either side says of one request and one person. */
export interface Told {
  readonly requestId: string;
  readonly at: Date;
  readonly staffSubject: string;
  readonly role: string;
  readonly purpose: string | null;
  readonly caseNumber: string | null;
  readonly policyDigest: string;
  readonly personRef: string | null;
  readonly released: readonly string[];
  /** `coordinate ground`, and the id of the consent or grant where there is one. Empty in what is older than grounds. */
  readonly grounds: readonly string[];
}

/** An entry of the gateway's record. The person is as asked for: by a former number perhaps. */
export interface GatewayTold extends Told {
  readonly kind: RecordBody['kind'];
  readonly withheld: readonly string[];
  readonly missing: readonly string[];
}

/** A line of an agency's log. The person is as the agency knows the person now. */
export type AgencyTold = Told & { readonly withheld: readonly string[] };

/** All that is told of one request. */
export interface RequestStory {
  readonly requestId: string;
  readonly gateway: readonly GatewayTold[];
  /** Only the agencies whose logs are compared. */
  readonly agencies: ReadonlyMap<Agency, readonly AgencyTold[]>;
}

/** `differs`, `unlogged`: the stories contradict each other; the rest has an innocent cause too, which `why` names. */
export const DIFFERENCE_KINDS = ['unlogged', 'differs', 'unanswered', 'late', 'undone'] as const;

export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** One thing that gateway and agency do not tell alike. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly requestId: string;
  readonly agency: Agency;
  readonly personRef: string | null;
  readonly at: Date;
  readonly why: string;
}
