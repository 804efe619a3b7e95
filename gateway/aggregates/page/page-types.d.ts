import type { SignInSettings } from '../../browser/browser-types.d.ts';

export type Language = 'sv' | 'en';

export interface LocalText {
  readonly sv: string;
  readonly en: string;
}

interface Pair {
  readonly swedish: string;
  readonly english: string;
}

/** What `/aggregates/page/settings.json` holds. */
export interface PageSettings {
  readonly signIn: SignInSettings | null;
  readonly documents: { readonly run: string; readonly whoRuns: string };
  readonly agencyTitles: Readonly<Record<string, string>>;
  readonly dimensionNames: Readonly<Record<string, Pair>>;
  readonly units: Readonly<Record<string, Pair>>;
}

export interface Source {
  readonly agency: string;
  readonly measure: string;
  readonly counts: LocalText | null;
  readonly dimensions: readonly string[];
  readonly approvals: number | null;
  readonly needed: number;
  readonly isApproved: boolean | null;
}

export interface Definition {
  readonly id: string;
  readonly digest: string;
  readonly title: LocalText;
  readonly description: LocalText;
  readonly purpose: string;
  readonly law: string;
  readonly universe: LocalText;
  readonly unit: string;
  readonly expires: string;
  readonly suppressUpTo: number;
  readonly roundTo: number;
  readonly methodNote: LocalText;
  readonly sums: LocalText | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly title: LocalText;
    readonly values: readonly string[];
  }[];
  readonly tables: readonly { readonly dimensions: readonly string[] }[];
  readonly sources: readonly Source[];
}

export interface Run {
  readonly id: string;
  readonly at: string;
  readonly definition: string | null;
  readonly digest: string | null;
  readonly period: string | null;
  readonly outcome: string;
  readonly code: string | null;
  readonly agency: string;
}

/** What `/aggregates/public.json` holds. */
export interface PublicList {
  readonly definitions: readonly Definition[];
  readonly runs: readonly Run[];
}

export interface Cell {
  readonly codes: readonly string[];
  readonly count: number | null;
  readonly isSuppressed: boolean;
  readonly sum: number | null;
  readonly isSumSuppressed: boolean;
}

export interface TableDimension {
  readonly name: string;
  readonly title: LocalText;
  readonly codes: readonly ({ readonly code: string } & LocalText)[];
}

export interface FiguresTable {
  readonly dimensions: readonly TableDimension[];
  readonly cells: readonly Cell[];
  readonly total: number | null;
  readonly suppressedCells: number;
}

export interface Release {
  readonly id: string;
  readonly runId: string;
  readonly releasedAt: string;
  readonly digest: string;
  readonly period: string;
  readonly countedUntil: string;
  readonly methodNote: LocalText;
  readonly definition: Pick<Definition, 'id' | 'title' | 'universe' | 'unit' | 'suppressUpTo' | 'roundTo' | 'sums'>;
  readonly tables: readonly FiguresTable[];
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly missing: readonly string[];
}

/** What came of asking: figures, a refusal, or a breakage with its code. */
export type Outcome =
  { readonly kind: 'release'; readonly release: Release } | { readonly kind: 'refusal'; readonly refusal: Refusal };

export interface Me {
  readonly role: string;
  readonly roleTitle: string;
  readonly agency: string;
}
