import { expect, inject } from 'vitest';
import { ask } from '../ask.ts';
import { askAggregate } from './ask-aggregate.ts';

/** An aggregate as the list has it. */
export interface Listed {
  readonly id: string;
  readonly digest: string;
  readonly parameters: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly sources: readonly {
    readonly agency: string;
    readonly approvals: number;
    readonly needed: number;
    readonly isApproved: boolean;
  }[];
}

const LIST = `{ aggregates {
  id digest title { sv en } description { sv en } purpose law universe { sv en } unit expires suppressUpTo roundTo sums { sv en }
  methodNote { sv en } parameters { name title { sv en } values } tables { dimensions }
  sources { agency measure counts { sv en } dimensions approvals needed isApproved }
} }`;

export async function list(): Promise<readonly Listed[]> {
  const { body } = await ask({ role: 'analyst', purpose: null, query: LIST });
  expect(body.errors).toBeUndefined();
  return body.data?.['aggregates'] as readonly Listed[];
}

export const latest = (definition: Listed): { readonly name: string; readonly value: string }[] =>
  definition.parameters.map(({ name, values }) => ({ name, value: values[0] ?? '' }));

export function bearer(username: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${inject('system').tokens[username] ?? ''}` };
}

export const analyst = (): Readonly<Record<string, string>> => ({
  ...bearer('analyst'),
  'samsyn-purpose': 'STATISTICS',
});

export async function fetchFile(path: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(new URL(path, inject('system').graphqlUrl), { headers });
}

/** What the analyst's own tests have released: another term may be too near to what is out already. */
export async function askInflow(): ReturnType<typeof askAggregate> {
  const definition = (await list()).find(({ id }) => id === 'concern-report-inflow');
  return askAggregate('concern-report-inflow', definition === undefined ? [] : latest(definition));
}
