import type { GraphQLFormattedError } from 'graphql';
import { refusalError } from '../../policies/refusal.ts';
import type { Asked } from './asked.ts';
import type { Assembled } from './assemble.ts';
import type { WithheldField } from './withheld-field.ts';

/**
 * Writes the answer, a GraphQL response, as JSON in UTF-8: data, errors, and in `extensions` what was withheld and which agencies are missing.
 */
export function formatAnswer({ data, errors, withheld, missing }: Assembled, asked: Asked): Buffer {
  const refusals: readonly GraphQLFormattedError[] = asked.withheldAsErrors
    ? withheld.map(({ path, ...reason }) => ({ ...refusalError(reason).toJSON(), path }))
    : [];
  const all = [...errors.map((error) => error.toJSON()), ...refusals];
  const told = all.length === 0 ? '' : `"errors":${JSON.stringify(all)},`;
  const without = missing.length === 0 ? '' : `,"missing":${JSON.stringify(missing)}`;
  const extensions = `{"requestId":${JSON.stringify(asked.requestId)},"withheld":${textOf(withheld)}${without}}`;
  return Buffer.concat([Buffer.from(`{${told}"data":`), data, Buffer.from(`,"extensions":${extensions}}`)]);
}

const texts = new WeakMap<readonly WithheldField[], string>();

/** What policy alone withholds is the same list each time. */
function textOf(withheld: readonly WithheldField[]): string {
  const known = texts.get(withheld);
  if (known !== undefined) return known;
  const text = JSON.stringify(withheld);
  texts.set(withheld, text);
  return text;
}
