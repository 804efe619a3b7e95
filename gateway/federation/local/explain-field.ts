import { z } from 'zod';
import { SamsynError } from '../../../schema/error-catalogue.ts';
import { PURPOSES } from '../../../schema/purpose.ts';
import { parseRef } from '../../../schema/ref.ts';
import { ROLES } from '../../../schema/role.ts';
import type { Question } from '../../../policies/question.ts';
import { explainAccess, type AccessExplanation, type FullExplanation } from '../../../policies/explain-access.ts';
import type { PolicySet } from '../../../policies/policy-set.ts';
import { recordHolder } from '../../../policies/record-holder.ts';
import type { ExecutionContext } from '../execution-context.ts';
import { COORDINATES_LIMIT } from './explanation-sdl.ts';

/** A list of `Type.field`, of letters alone: neither a ref nor a number fits. */
export const coordinateList = z
  .array(z.string().regex(/^[A-Z][A-Za-z]{0,63}\.[A-Za-z]{1,64}$/))
  .min(1)
  .max(COORDINATES_LIMIT);

const askerText = z.object({ role: z.enum(ROLES), purpose: z.enum(PURPOSES) });

interface ExplainArguments {
  readonly ref?: string | null;
  readonly coordinates: readonly string[];
  readonly for?: unknown;
}

/** An explanation as the graph gives it: `full` only to whom it is for. */
export type ShownExplanation = Omit<AccessExplanation, 'full'> & {
  readonly full: (FullExplanation & { readonly policyDigest: string }) | null;
};

/**
 * Answers `Query.explainAccess` from role, purpose and policy alone.
 * @throws SamsynError INVALID_REF, VARIABLES_INVALID
 */
export function explainField(
  given: ExplainArguments,
  context: ExecutionContext,
  policySet: PolicySet,
): readonly ShownExplanation[] {
  if (given.ref !== undefined && given.ref !== null) parseRef(given.ref);
  const coordinates = readInput(coordinateList, given.coordinates, 'coordinates');
  const asker = readAsker(given.for ?? null, context);
  return coordinates.map((coordinate) =>
    showExplanation({ ...asker, coordinate, holder: recordHolder(coordinate), facts: null }, context, policySet),
  );
}

type Asker = Pick<Question, 'role' | 'purpose'>;

function readAsker(given: unknown, context: ExecutionContext): Asker {
  if (given === null) return { role: context.requester.role, purpose: context.declaration?.purpose ?? null };
  if (!seesFull(context)) {
    throw new SamsynError('VARIABLES_INVALID', {
      reason: '`for` is for the data protection officer under OVERSIGHT alone',
    });
  }
  return readInput(askerText, given, 'for');
}

/** Explains for the graph. */
export function showExplanation(question: Question, context: ExecutionContext, policySet: PolicySet): ShownExplanation {
  const { full, ...explanation } = explainAccess(question, policySet);
  const isShown = full !== null && seesFull(context);
  return { ...explanation, full: isShown ? { ...full, policyDigest: explanation.policyDigest } : null };
}

function seesFull({ requester, declaration }: ExecutionContext): boolean {
  return requester.role === 'data-protection-officer' && declaration?.purpose === 'OVERSIGHT';
}

/**
 * Reads an argument; what is wrong is told by its place, never by its value.
 * @throws SamsynError VARIABLES_INVALID
 */
export function readInput<Read>(schema: z.ZodType<Read>, given: unknown, name: string): Read {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path }) => [name, ...path].join('.'));
  throw new SamsynError('VARIABLES_INVALID', { reason: `look at ${[...new Set(places)].slice(0, 5).join(', ')}` });
}
