import type { Agency } from '../schema/agency.ts';
import type { Purpose } from '../schema/purpose.ts';
import type { Role } from '../schema/role.ts';
import type { Ground, GroundKind } from './ground.ts';

/** Who holds a row's data: one agency, each agency for itself, or nobody since it holds no person (the gateway's doors). */
export type Holder = Agency | 'every-agency' | 'gateway';

/** One row of the access matrix as a rule: its coordinates, and for each role the grounds that can open them. */
export interface PolicyRule {
  /** `M01` to `M53`, or `S01` and on for what carries no person. Stable, never reused. */
  readonly row: string;
  readonly holder: Holder;
  readonly title: string;
  readonly swedish: string;
  readonly why: string;
  /** Coordinates of the content (`Type.field`). */
  readonly coordinates: readonly string[];
  /** Coordinates that tell that something exists, and nothing more. */
  readonly existence: readonly string[];
  readonly grounds: Readonly<Record<Role, readonly Ground[]>>;
  /** Closed to everybody when the person's identity is protected (OSL 22 kap.; matrix row M03). */
  readonly maskedWhenProtected: boolean;
  /** The same for some of the row's coordinates: free text and places, which can tell where somebody is. */
  readonly maskedCoordinates: readonly string[];
  /** What a limit named in a cell lets open, by its name; a limit that is not here limits whom or which items, not which fields. */
  readonly limits: Readonly<Record<string, readonly string[]>>;
  /** Act of two agencies that each documents: `own` then holds for a role of either (matrix row M17). */
  readonly jointlyHeld: boolean;
  /** May be asked before a purpose is declared. */
  readonly withoutPurpose: boolean;
  /** A lawyer decides before production. */
  readonly needsLawyer: boolean;
  /** Null: always. On any other day the row is closed. */
  readonly inForce: DaysInForce | null;
}

/** Days of the Swedish calendar as YYYY-MM-DD, the first and the last one included; `to` null: until further notice. */
export interface DaysInForce {
  readonly from: string;
  readonly to: string | null;
}

export interface PurposeRule {
  readonly purpose: Purpose;
  readonly swedish: string;
  readonly needsCase: boolean;
  readonly roles: readonly Role[];
  /** The grounds that can carry a release under this purpose. */
  readonly grounds: readonly GroundKind[];
}

/** A section of law, and how far it reaches. */
export interface LegalBasis {
  readonly cite: string;
  readonly statute: string;
  /** What it says, in English and in Swedish. */
  readonly says: string;
  readonly swedish: string;
  /** Whose data it can release. */
  readonly from: readonly Agency[];
  /** Who can receive under it: agencies with all their roles, or single roles. */
  readonly to: readonly (Agency | Role)[];
  /** The rows that it is about; null: any row of those agencies. */
  readonly only: readonly string[] | null;
  /** The rows that it never reaches. */
  readonly never: readonly string[];
  /** The ground that rests on it without a cell's naming it; all the bases that carry a ground carry it together. */
  readonly carries: GroundKind | null;
  /** The person must be younger than this at the time of the request, in years; null: whatever the age. */
  readonly underAge: number | null;
  /** Null: throughout the time that the rules are for. */
  readonly inForce: DaysInForce | null;
}

/** What a coordinate is under: its rule, and whether it is content or a mere sign of existence. */
export interface GuardedCoordinate {
  readonly coordinate: string;
  readonly rule: PolicyRule;
  readonly isExistence: boolean;
}

/** All rules, frozen, with the digest that names this version in receipts and records. */
export interface PolicySet {
  readonly rules: readonly PolicyRule[];
  readonly purposes: ReadonlyMap<Purpose, PurposeRule>;
  readonly legalBases: ReadonlyMap<string, LegalBasis>;
  readonly coordinates: ReadonlyMap<string, GuardedCoordinate>;
  /** SHA-256 of the rule texts, base64url. */
  readonly digest: string;
}
