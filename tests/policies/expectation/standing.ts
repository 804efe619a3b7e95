import type { Agency } from '../../../schema/agency.ts';
import type { Purpose } from '../../../schema/purpose.ts';
import type { Role } from '../../../schema/role.ts';

/** Who asks, why, and how the asker and the person stand to each other. */
export interface Standing {
  readonly role: Role;
  /** Null: none is declared. */
  readonly purpose: Purpose | null;
  /** The kinds of the asker's assignments to the person. */
  readonly assignments: readonly string[];
  readonly isProtected: boolean;
  /** Absent: nobody has done anything about the person. */
  readonly acts?: Acts;
}

/** What was done about a person, by whomever, whether it holds for the asker or not. */
export interface Acts {
  readonly now: Date;
  /** The asker's subject. */
  readonly staffSubject: string;
  /** Per agency, YYYY-MM-DD; absent where the agency does not know the person. */
  readonly birthDates: Readonly<Partial<Record<Agency, string>>>;
  readonly consents: readonly GivenConsent[];
  readonly grants: readonly GivenGrant[];
  readonly blocks: readonly SetBlock[];
  /** Subjects of staff who have reported concern. */
  readonly reporters: readonly string[];
}

export interface GivenConsent {
  readonly holders: readonly Agency[];
  readonly rows: readonly string[];
  readonly recipients: readonly Role[];
  readonly participants: readonly string[];
  readonly purpose: Purpose;
  readonly from: string;
  readonly to: string;
  readonly isWithdrawn: boolean;
}

export interface GivenGrant {
  readonly holder: Agency;
  readonly kind: 'decision' | 'push' | 'emergency' | 'weighing';
  readonly law: string | null;
  readonly coordinates: readonly string[];
  readonly role: Role;
  /** Null: whoever has the role. */
  readonly staffSubject: string | null;
  readonly purpose: Purpose;
  readonly from: Date;
  readonly until: Date;
  readonly isRevoked: boolean;
}

export interface SetBlock {
  readonly holder: Agency;
  /** Null: everybody. */
  readonly staffSubject: string | null;
  readonly role: Role | null;
  /** Empty: all. */
  readonly rows: readonly string[];
  readonly isLifted: boolean;
}
