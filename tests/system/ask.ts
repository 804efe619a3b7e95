import { inject } from 'vitest';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import type { Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';

export interface GraphqlAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: { readonly withheld?: readonly WithheldEntry[]; readonly missing?: readonly string[] } & Record<
    string,
    unknown
  >;
}

export interface WithheldEntry {
  readonly path: readonly (string | number)[];
  readonly coordinate: string;
  readonly code: string;
  readonly ground: string;
  readonly openableBy: readonly { readonly ground: string; readonly laws: readonly string[] }[];
}

export interface Question {
  readonly role: Role;
  /** Null: no purpose is declared. */
  readonly purpose: Purpose | null;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: GraphqlAnswer;
}

export const TEST_CASE = 'SN 2026/1001';

/** Asks the graph as a demo user of a role, over HTTP. */
export async function ask(question: Question): Promise<HttpAnswer> {
  const system = inject('system');
  const username = DEMO_STAFF.find(({ role }) => role === question.role)?.username ?? '';
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${system.tokens[username] ?? ''}`,
      ...(question.purpose === null ? {} : { 'samsyn-purpose': question.purpose, 'samsyn-case': TEST_CASE }),
      ...question.headers,
    },
    body: JSON.stringify({ query: question.query, variables: question.variables ?? {} }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as GraphqlAnswer };
}
