/** For now: what gateway/disclosure-control will offer. */
export interface Region {
  readonly universe: string;
  readonly codes: Readonly<Record<string, readonly string[]>>;
}

export interface Contribution {
  readonly total: number;
  readonly largest: readonly number[];
}

export interface ProtectedInput {
  readonly dimensions: readonly string[];
  readonly codes: readonly (readonly string[])[];
  readonly cells: readonly { readonly codes: readonly string[]; readonly count: number; readonly sum?: Contribution }[];
}

export interface Rules {
  readonly suppressUpTo: number;
  readonly roundTo: number;
  readonly sum?: {
    readonly largest: number;
    readonly share: number;
    readonly withinPercent: number;
    readonly roundTo: number;
  };
}

export interface PublishedCell {
  readonly region: Region;
  readonly shown: number | null;
  readonly rules: Rules;
  readonly release: string;
}

export interface Candidate {
  readonly release: string;
  readonly universe: string;
  readonly fixed: Readonly<Record<string, readonly string[]>>;
  readonly dimensions: Readonly<Record<string, readonly string[]>>;
  readonly tables: readonly ProtectedInput[];
  readonly rules: Rules;
}

export interface Earlier {
  readonly cells: readonly PublishedCell[];
  readonly subsets: readonly (readonly [string, string])[];
  readonly dimensions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface ProtectedTable {
  readonly cells: readonly {
    readonly codes: readonly string[];
    readonly count: number | null;
    readonly sum?: number | null;
  }[];
  readonly total: number | null;
}

export type Protection =
  | {
      readonly outcome: 'released';
      readonly tables: readonly ProtectedTable[];
      readonly cells: readonly PublishedCell[];
    }
  | {
      readonly outcome: 'refused';
      readonly because: 'difference' | 'nothing-left' | 'unproven';
      readonly releases: readonly string[];
      readonly reason: string;
    };
