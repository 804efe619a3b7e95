import { ENTITY_KEY } from './plan/ask-for-keys.ts';

/** What one entity was asked for by. */
export interface AskedEntity {
  readonly type: string;
  readonly ref: string;
}

/** What an agency answered of entities, put in the order in which they were asked for. */
export interface PlacedEntities {
  /** One for each that was asked for; null where the agency gave none, gave it twice, or gave another's. */
  readonly entities: readonly unknown[];
  /** Where the entity at a place of the agency's own list went; null where it went nowhere. */
  readonly placeOf: (given: number) => number | null;
  /** The refs of those that are missing. */
  readonly missing: readonly string[];
}

/**
 * Puts entities back by their type and key, never by their place in the agency's list: what has the key of somebody else, or none, is
 * of nobody who was asked for.
 */
export function placeEntities(given: readonly unknown[], asked: readonly AskedEntity[]): PlacedEntities {
  if (asked.every((entity, at) => isOf(given[at], entity))) {
    return { entities: given, placeOf: asGiven, missing: [] };
  }
  const places = new Map(asked.map((entity, at) => [textOfAsked(entity), at]));
  const counts = new Map<string, number>();
  const texts = given.map(textOf);
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const wentTo = texts.map((text) => (text !== null && counts.get(text) === 1 ? (places.get(text) ?? null) : null));
  const entities: unknown[] = asked.map(() => null);
  for (const [at, place] of wentTo.entries()) if (place !== null) entities[place] = given[at];
  return {
    entities,
    // An entity that could not be given has no key, and what is said of it is said of its place.
    placeOf: (at) => wentTo[at] ?? (given[at] === null && entities[at] === null ? at : null),
    missing: asked.filter((_, at) => entities[at] === null).map(({ ref }) => ref),
  };
}

function asGiven(at: number): number {
  return at;
}

function isOf(entity: unknown, { type, ref }: AskedEntity): boolean {
  if (typeof entity !== 'object' || entity === null) return false;
  const { __typename: given, [ENTITY_KEY]: key } = entity as Readonly<Record<string, unknown>>;
  return given === type && key === ref;
}

/** Types have no space in their names. */
function textOfAsked({ type, ref }: AskedEntity): string {
  return `${type} ${ref}`;
}

function textOf(entity: unknown): string | null {
  if (typeof entity !== 'object' || entity === null) return null;
  const { __typename: type, [ENTITY_KEY]: ref } = entity as Readonly<Record<string, unknown>>;
  return typeof type === 'string' && typeof ref === 'string' ? textOfAsked({ type, ref }) : null;
}
