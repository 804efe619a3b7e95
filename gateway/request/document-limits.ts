import { SamsynError } from '../../schema/error-catalogue.ts';
import type { OperationSize } from './measure-operation.ts';

/** Words and signs of a document's text; counted while it is parsed, so that no more is ever read. */
export const TOKEN_LIMIT = 4_000;
/** Fields and spreads, with fragments written out, as they are when the document is pruned. */
export const SELECTION_LIMIT = 4_000;
/** Entries in any one list of the variables. */
export const LIST_LIMIT = 500;
/** Persons in one request, whichever fields ask for them. */
export const PERSON_LIMIT = 200;
/** Fields to decide and fetch, counted for each person. */
export const CELL_LIMIT = 30_000;
/** Values that an answer could hold, by how long each list is taken to be (`schema/list-sizes.ts`). */
export const COST_LIMIT = 300_000;

/** How deep a question about persons may go; the schema may be asked about as deep as tools do. */
const DEPTH_LIMIT = 12;

interface DocumentLimit {
  readonly of: keyof OperationSize;
  readonly limit: number;
  readonly what: string;
}

const LIMITS: readonly DocumentLimit[] = [
  { of: 'roots', limit: 20, what: 'root fields' },
  { of: 'breadth', limit: 120, what: 'fields of one object' },
  { of: 'aliases', limit: 300, what: 'aliases' },
  { of: 'directives', limit: 200, what: 'directives' },
];

/** Without aliases the schema is walked once, however long the question; tools use none. */
const INTROSPECTION_LIMITS: readonly DocumentLimit[] = [{ of: 'aliases', limit: 3, what: 'aliases' }, ...LIMITS];

/**
 * Holds an operation against what one request may come to.
 * @throws SamsynError DOCUMENT_TOO_LARGE
 */
export function requireWithinLimits(
  size: OperationSize,
  { isIntrospection }: { readonly isIntrospection: boolean },
): void {
  const limits = isIntrospection ? INTROSPECTION_LIMITS : LIMITS;
  const passed = limits.find(({ of, limit }) => size[of] > limit);
  if (passed !== undefined) throw tooLarge(passed.limit, passed.what);
  if (!isIntrospection && size.depth > DEPTH_LIMIT) throw tooLarge(DEPTH_LIMIT, 'levels');
}

/** The one error of everything that is too much. */
export function tooLarge(limit: number, what: string): SamsynError {
  return new SamsynError('DOCUMENT_TOO_LARGE', { limit, what });
}
