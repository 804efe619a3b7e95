import { expect } from 'vitest';
import type { Role } from '../../schema/role.ts';
import { ask, type HttpAnswer } from './ask.ts';
import { numberOf, theTown } from './persons.ts';

/** A case worker in a SIG: serious talks and reports are open, incidents would need a decision, grades too. */
export const CASE_WORKER: Role = 'socialtjanst.case-worker';

interface Asking {
  readonly role?: Role;
  /** What is asked of the person. */
  readonly of: string;
  readonly fragments?: string;
  readonly parameters?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Asks of the person who is known to all, in a SIG, in whatever shape. */
export function askOf(asking: Asking): Promise<HttpAnswer> {
  const { role = CASE_WORKER, of, fragments = '', parameters = '', variables = {} } = asking;
  const town = theTown();
  const number = numberOf(town.person(town.cast.knownToAll));
  const query = `query Shape($number: String! ${parameters}) { individual(personalIdentityNumber: $number) { ${of} } } ${fragments}`;
  return ask({ role, purpose: 'SIG', query, variables: { number, ...variables } });
}

/** The person of an answer without errors. */
export function personIn({ body, status }: HttpAnswer): Record<string, Record<string, unknown>> {
  expect(status).toBe(200);
  expect(body.errors).toBeUndefined();
  return body.data?.['individual'] as Record<string, Record<string, unknown>>;
}

/** What was withheld, each as `path = coordinate`. */
export function withheldIn({ body }: HttpAnswer): readonly string[] {
  return (body.extensions?.withheld ?? []).map(({ path, coordinate }) => `${path.join('.')} = ${coordinate}`);
}
