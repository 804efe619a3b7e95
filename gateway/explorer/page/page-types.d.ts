import type { GraphiQL as GraphiQLComponent } from 'graphiql';

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
export interface PageSettings {
  readonly issuer: string;
  readonly clientId: string;
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

/** What travels with every question. */
export interface Access {
  readonly token: string | null;
  readonly purpose: string;
  readonly caseNumber: string;
}

export interface Withheld {
  readonly path: readonly (string | number)[];
  readonly coordinate: string;
  readonly code: string;
  readonly ground: string;
  readonly openableBy: readonly { readonly ground: string; readonly laws: readonly string[] }[];
}

export interface GraphBody {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: { readonly withheld?: readonly Withheld[] };
}

export interface Answer {
  /** 0 when nobody answered. */
  readonly status: number;
  readonly milliseconds: number;
  readonly body: GraphBody;
}
