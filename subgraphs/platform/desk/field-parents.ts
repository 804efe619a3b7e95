import { getNamedType, isObjectType, type GraphQLSchema } from 'graphql';
import { offerDisclosure, type DisclosureWish } from '../../../policies/offer-disclosure.ts';
import type { PolicySet } from '../../../policies/policy-set.ts';

/** By type, the coordinates that lead to it. */
type Parents = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<GraphQLSchema, Parents>();

/**
 * The fields that a wish leaves out although it reaches its own fields through them, where the same section can carry them:
 * a leaf that opens below a closed field would open nothing.
 */
export function findMissingParents(
  wish: DisclosureWish,
  { law, opens }: { readonly law: string | null; readonly opens: readonly string[] },
  { schema, policySet }: { readonly schema: GraphQLSchema; readonly policySet: PolicySet },
): readonly string[] {
  const parents = parentsIn(schema);
  const asked = new Set(wish.coordinates);
  const canCarry = (coordinate: string): boolean =>
    offerDisclosure({ ...wish, coordinates: [coordinate] }, policySet).some((offer) => offer.law === law);
  const missing = opens.flatMap((coordinate) => {
    const above = parents.get(typeOf(coordinate)) ?? [];
    if (above.some((parent) => asked.has(parent))) return [];
    return above.filter(canCarry).slice(0, 1);
  });
  const added = [...new Set(missing)];
  if (added.length === 0) return [];
  const wider = { ...wish, coordinates: [...wish.coordinates, ...added] };
  return [...added, ...findMissingParents(wider, { law, opens: added }, { schema, policySet })];
}

function typeOf(coordinate: string): string {
  return coordinate.split('.')[0] ?? '';
}

function parentsIn(schema: GraphQLSchema): Parents {
  const found = known.get(schema) ?? listParents(schema);
  known.set(schema, found);
  return found;
}

function listParents(schema: GraphQLSchema): Parents {
  const parents = new Map<string, string[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { name } = getNamedType(field.type);
      parents.set(name, [...(parents.get(name) ?? []), `${type.name}.${field.name}`]);
    }
  }
  return parents;
}
