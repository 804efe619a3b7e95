/** Where people sign in. */
export interface SignInSettings {
  readonly issuer: string;
  readonly clientId: string;
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
