import type { GraphiQL as GraphiQLComponent } from 'graphiql';
import type { SignInSettings } from '../../browser/browser-types.d.ts';

export type { Access, Answer, Withheld } from '../../browser/browser-types.d.ts';

declare global {
  /** Defined by the built file of the package that the page loads. */
  const GraphiQL: typeof GraphiQLComponent;
}

export interface PageExample {
  readonly group: string;
  readonly title: string;
  readonly shows: string;
  readonly signInAs: string;
  readonly purpose: string | null;
  readonly caseNumber: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What `/explorer/settings.json` holds. */
export interface PageSettings extends SignInSettings {
  readonly agencyTitles: Readonly<Record<string, string>>;
  readonly purposes: readonly string[];
  readonly whoAmI: string;
  readonly examples: readonly PageExample[];
  readonly closedWords: Readonly<Record<string, string>>;
  readonly groundWords: Readonly<Record<string, string>>;
  readonly laws: Readonly<Record<string, string>>;
}

export interface OpenPurpose {
  readonly purpose: string;
  readonly swedish: string;
  readonly needsCase: boolean;
}

export interface Me {
  readonly role: string;
  readonly roleTitle: string;
  readonly agency: string;
  readonly workplace: string;
  readonly purposes: readonly OpenPurpose[];
}
