import { expect, inject } from 'vitest';
import type { HttpAnswer, Question } from './ask.ts';
import { personAs, signToken } from './at-the-agency.ts';
import { expectNothingInside } from './leaks.ts';

export const WHO = '{ me { role } }';
export const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** Asks who one is, as a case worker; a test changes what it is about. */
export function question(changes: Partial<Question>): Question {
  return { role: 'socialtjanst.case-worker', purpose: 'OWN_AGENCY', query: WHO, ...changes };
}

export function codesOf({ body }: HttpAnswer): readonly unknown[] {
  return (body.errors ?? []).map(({ extensions }) => extensions?.['code']);
}

/** Expects one error of that code in one sentence, and that nothing is answered. */
export function expectRefused(answer: HttpAnswer, status: number, code: string): void {
  expect(codesOf(answer)).toEqual([code]);
  expect(answer.status).toBe(status);
  expect(answer.body.data).toBeUndefined();
  expect(answer.body.errors?.[0]?.message).not.toMatch(/\n|\.$|\{\w+\}/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const { number, name } = personAs('knownToAll');
  expectNothingInside(answer.text, number, name);
}

export interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends any bytes to any path as a person of staff who may ask. */
export async function send(init: Sent): Promise<HttpAnswer> {
  const { path = '/graphql', headers: given, ...rest } = init;
  const headers = new Headers({ authorization: `Bearer ${await signToken()}`, 'content-type': 'application/json' });
  for (const [name, value] of Object.entries(given ?? {})) headers.set(name, value);
  const response = await fetch(new URL(path, inject('system').graphqlUrl), { method: 'POST', ...rest, headers });
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as HttpAnswer['body']);
  return { status: response.status, headers: response.headers, text, body };
}
