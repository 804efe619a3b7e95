import type { Purpose } from '../schema/purpose.ts';
import type { Role } from '../schema/role.ts';
import type { AssignmentKind } from './ground.ts';

/** What the holder knows of the asker and the person, as it is at the time of the request. The gateway knows none of it. */
export interface HolderFacts {
  /** Pseudonymous subject of the asker. */
  readonly staffSubject: string;
  readonly now: Date;
  /** The asker's assignments to this person that are in force. */
  readonly assignments: readonly AssignmentKind[];
  /** Whether the person's identity is protected (sekretessmarkering, skyddad folkbokföring). */
  readonly isProtected: boolean;
  /** YYYY-MM-DD; null when the holder does not know it. Limits of age in the law are then taken as passed. */
  readonly birthDate: string | null;
  /** Blocks in force that are about this asker and person (jäv, spärr). */
  readonly blocks: readonly AccessBlock[];
  /** Consents in force, attested by socialtjänsten for this request. */
  readonly consents: readonly AttestedConsent[];
  /** What the holder itself has decided to release of this person, and not taken back. */
  readonly grants: readonly ReleaseGrant[];
  /** Whether the asker has reported concern for this person. */
  readonly hasReported: boolean;
}

/** A block that closes some rows, or all when it names none. */
export interface AccessBlock {
  readonly rows: readonly string[];
}

/** A consent as socialtjänsten attests it (samtycke, OSL 10:1 and 12:2). */
export interface AttestedConsent {
  readonly id: string;
  /** Rows of the access matrix that it lets the holder release. */
  readonly rows: readonly string[];
  /** Roles that may receive. */
  readonly recipients: readonly Role[];
  /** Subjects of named participants who may receive, whatever their role. */
  readonly participants: readonly string[];
  readonly purpose: Purpose;
  /** First and last day, Swedish calendar. */
  readonly from: string;
  readonly to: string;
}

export const GRANT_KINDS = ['decision', 'push', 'emergency', 'weighing'] as const;

export type GrantKind = (typeof GRANT_KINDS)[number];

/**
 * A release that the holder has decided on (beslut), made on its own initiative (eget initiativ) or let its duty function make
 * (nödläge); `weighing` releases nothing alone: it says that the holder's own secrecy was weighed for what a consent opens.
 */
export interface ReleaseGrant {
  readonly id: string;
  readonly kind: GrantKind;
  /** The section that it rests on, in the short form of `legal-bases.yaml`; null for an emergency. */
  readonly law: string | null;
  /** Exactly these coordinates open. */
  readonly coordinates: readonly string[];
  readonly role: Role;
  /** Null: whoever has the role. */
  readonly staffSubject: string | null;
  readonly purpose: Purpose;
  readonly from: Date;
  readonly until: Date;
}

/** A person of whom the holder knows nothing that could open anything. */
export function noFacts(staffSubject: string, now: Date): HolderFacts {
  return {
    staffSubject,
    now,
    assignments: [],
    isProtected: false,
    birthDate: null,
    blocks: [],
    consents: [],
    grants: [],
    hasReported: false,
  };
}
