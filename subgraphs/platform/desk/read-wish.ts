import type { GraphQLSchema } from 'graphql';
import { inputInvalid } from '../../../schema/input-problem.ts';
import { holderOf, offerDisclosure, type DisclosureWish, type OfferedLaw } from '../../../policies/offer-disclosure.ts';
import type { PolicySet } from '../../../policies/policy-set.ts';
import { findMissingParents } from './field-parents.ts';

const COORDINATE_LIMIT = 60;
const EMERGENCY_LIMIT = 12;

export interface DeskRules {
  readonly schema: GraphQLSchema;
  readonly policySet: PolicySet;
}

/**
 * Holds a wish against the law: the fields of one holder, each once, and a section that carries them all, with those that
 * they are reached through. Of no person, so it answers alike whoever the wish is about.
 * @throws SamsynError INPUT_INVALID, naming the sections that would do
 */
export function readWish(wish: DisclosureWish, law: string | null, rules: DeskRules): OfferedLaw {
  requireCoordinates(wish, rules.policySet);
  const offers = offerDisclosure(wish, rules.policySet);
  const offer = offers.find((candidate) => candidate.law === law);
  if (offer === undefined) {
    if (wish.kind === 'emergency') throw inputInvalid('emergency');
    throw inputInvalid(
      'law',
      offers.flatMap((candidate) => candidate.law ?? []),
    );
  }
  if (findMissingParents(wish, offer, rules).length > 0) throw inputInvalid('parents');
  return offer;
}

function requireCoordinates({ coordinates, holder, kind }: DisclosureWish, policySet: PolicySet): void {
  const limit = kind === 'emergency' ? EMERGENCY_LIMIT : COORDINATE_LIMIT;
  const isFit =
    coordinates.length > 0 &&
    coordinates.length <= limit &&
    new Set(coordinates).size === coordinates.length &&
    coordinates.every((coordinate) => {
      const guarded = policySet.coordinates.get(coordinate);
      return guarded !== undefined && holderOf(guarded) === holder;
    });
  if (!isFit) throw inputInvalid('coordinates');
}
