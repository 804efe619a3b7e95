import { Client } from 'pg';
import { inject } from 'vitest';
import type { Agency } from '../../schema/agency.ts';
import type { Role } from '../../schema/role.ts';
import { ask, type HttpAnswer } from './ask.ts';

export const SET =
  'mutation Set($input: SetBlockInput!) { police { setBlock(input: $input) { id ref kind staffSubject setBy liftedAt } } }';
export const LIFT =
  'mutation Lift($input: LiftBlockInput!) { police { liftBlock(input: $input) { id liftedAt liftedBy } } }';
export const BLOCKS = 'query Blocks($ref: ID!) { police { agency blocks(ref: $ref) { id kind reason liftedAt } } }';

let keys = 0;

/** A conflict of interest of the patrol officer about a person, unless told otherwise, under a key of its own. */
export function blockInput(
  ref: string,
  changes: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  keys += 1;
  const usual = { ref, kind: 'CONFLICT_OF_INTEREST', staffSubject: 'staff-patrol', reason: 'nära släkt' };
  return { ...usual, idempotencyKey: `commands-${process.pid}-${keys}`, ...changes };
}

/** Does one action as an investigator of the police, unless told otherwise. */
export function act(
  query: string,
  input: unknown,
  asker: { readonly role?: Role; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<HttpAnswer> {
  const { role = 'police.investigator', headers = {} } = asker;
  return ask({ role, purpose: 'OWN_AGENCY', query, variables: { input }, headers });
}

/** What an action answered. @throws Error when it was refused */
export function doneIn({ body, text }: HttpAnswer): Readonly<Record<string, unknown>> {
  const actions = body.data?.['police'] as Readonly<Record<string, unknown>> | null | undefined;
  const done = Object.values(actions ?? {})[0];
  if (body.errors !== undefined || typeof done !== 'object' || done === null) throw new Error(`not done: ${text}`);
  return done as Readonly<Record<string, unknown>>;
}

/** Reads from a database of the system as its owner, past every rule. */
export async function readAs<Row extends object>(
  database: Agency | 'gateway',
  sql: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const client = new Client({ connectionString: inject('system').facts.databases[database].owner });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
