import type { GraphQLFormattedError } from 'graphql';
import { refusalError } from '../../policies/refusal.ts';
import type { Answer, Asked } from './asked.ts';
import type { Assembled } from './assemble.ts';

/** Writes the answer: data, errors, and in `extensions` what was withheld and which agencies are missing. */
export function formatAnswer({ data, errors, withheld, missing }: Assembled, asked: Asked): Answer {
  const refusals: readonly GraphQLFormattedError[] = asked.withheldAsErrors
    ? withheld.map(({ path, ...reason }) => ({ ...refusalError(reason).toJSON(), path }))
    : [];
  const all = [...errors.map((error) => error.toJSON()), ...refusals];
  return {
    ...(all.length > 0 ? { errors: all } : {}),
    data,
    extensions: {
      requestId: asked.requestId,
      withheld,
      ...(missing.length > 0 ? { missing } : {}),
    },
  };
}
