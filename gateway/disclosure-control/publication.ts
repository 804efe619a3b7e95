/**
 * Which countable things a figure is about: those of a universe whose code is, for each named dimension, one of these. A
 * dimension that is not named: whatever its code. Dimensions of one name are one attribute in all universes that are linked.
 */
export interface Region {
  readonly universe: string;
  readonly codes: Readonly<Record<string, readonly string[]>>;
}

/** When a sum is told, and how (the (n,k) and p% rules, and rounding). */
export interface SumRules {
  /** What is summed: sums of different things tell nothing of one another. */
  readonly of: string;
  /** n: how many contributors are taken together. */
  readonly largest: number;
  /** k: the largest share of a sum, 0 to 1, that the n largest may make up. */
  readonly share: number;
  /** p: nobody may come to know the largest contribution within so many per cent. */
  readonly withinPercent: number;
  readonly roundTo: number;
}

export interface Rules {
  /** T: counts from 0 to T are suppressed. */
  readonly suppressUpTo: number;
  readonly roundTo: number;
  readonly sum?: SumRules;
}

/** A sum with its largest contributions, descending: at least two of them, unless fewer contribute. */
export interface Contribution {
  readonly total: number;
  readonly largest: readonly number[];
}

/** One code for each dimension of its table, in their order, and the true figures. */
export interface ExactCell {
  readonly codes: readonly string[];
  readonly count: number;
  readonly sum?: Contribution;
}

/** Every combination of the codes, zeros too. */
export interface ExactTable {
  readonly dimensions: readonly string[];
  readonly codes: readonly (readonly string[])[];
  readonly cells: readonly ExactCell[];
}

/** What somebody wants to release. */
export interface Candidate {
  readonly release: string;
  readonly universe: string;
  /** Codes to which all its tables are confined, such as the months that are counted. */
  readonly fixed: Readonly<Record<string, readonly string[]>>;
  /** All codes of every dimension of the universe, also of those that no table names. */
  readonly dimensions: Readonly<Record<string, readonly string[]>>;
  readonly tables: readonly ExactTable[];
  readonly rules: Rules;
}

/** A figure, or a mark in its place, that the world has. */
export interface PublishedCell {
  readonly release: string;
  /** Which table of the release, from 0. */
  readonly table: number;
  readonly region: Region;
  readonly rules: Rules;
  /** Rounded; null where it is suppressed. */
  readonly shown: number | null;
  /**
   * Of a suppressed one, whether it is so for being small. The world is not told, but may guess right, and is taken to have
   * done so: whoever reads this in a ledger learns nothing more than the audit allows for.
   */
  readonly isSmall: boolean;
  /** Rounded, null where suppressed; absent where the table has no sums. */
  readonly sum?: number | null;
}

/** All that was released before on the universe and on those that are linked with it. */
export interface Ledger {
  readonly cells: readonly PublishedCell[];
  /** Pairs of universes, the first contained in the second. */
  readonly subsets: readonly (readonly [string, string])[];
  /** All codes of every dimension, by universe. */
  readonly dimensions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** As the world may see it: `null` is suppressed, and is never to be read as 0. */
export interface ProtectedCell {
  readonly codes: readonly string[];
  readonly count: number | null;
  readonly sum: number | null;
}

export interface ProtectedTable {
  readonly dimensions: readonly string[];
  readonly codes: readonly (readonly string[])[];
  readonly cells: readonly ProtectedCell[];
  /** Sum of the rounded counts that are shown, so that it tells nothing more; null where none is. */
  readonly total: number | null;
}

/** What the audit went through; no figure of the data is in it. */
export interface AuditReport {
  readonly cells: number;
  /** Cells of earlier releases that were audited together with them. */
  readonly earlierCells: number;
  readonly suppressed: number;
  /** Of the suppressed, those that are so only to protect others. */
  readonly complementary: number;
  readonly sumsSuppressed: number;
  /** Groups of which it was proven that nobody can bound them closer than promised. */
  readonly groups: number;
  readonly solves: number;
  readonly seconds: number;
}

export type RefusalCause = 'difference' | 'nothing-left' | 'unproven';

export type Protection =
  | {
      readonly outcome: 'released';
      readonly tables: readonly ProtectedTable[];
      readonly cells: readonly PublishedCell[];
      readonly audit: AuditReport;
    }
  | {
      readonly outcome: 'refused';
      readonly because: RefusalCause;
      /** Earlier releases beside which it would expose a small group. */
      readonly releases: readonly string[];
      readonly reason: string;
    };
