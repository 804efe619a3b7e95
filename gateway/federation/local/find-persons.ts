import { SamsynError } from '../../../schema/error-catalogue.ts';
import { PersonalIdentityNumber } from '../../../schema/personal-identity-number.ts';
import { deriveRef, parseRef, type Ref } from '../../../schema/ref.ts';

/** How many persons one field may ask for. */
export const PERSONS_LIMIT = 100;

/** All that the gateway itself knows of a person. */
export interface FoundPerson {
  readonly ref: Ref;
}

export interface PersonArguments {
  readonly personalIdentityNumber: string;
}

export interface PersonsArguments {
  readonly refs: readonly string[];
}

/**
 * Answers `Query.individual`: nothing is looked up, any valid number has a ref.
 * @throws SamsynError when it is no number
 */
export function findPerson(
  { personalIdentityNumber }: PersonArguments,
  { refKey, clock }: { readonly refKey: Buffer; readonly clock: () => Date },
): FoundPerson {
  return { ref: deriveRef(PersonalIdentityNumber.parse(personalIdentityNumber, clock()), refKey) };
}

/**
 * Answers `Query.individuals`.
 * @throws SamsynError TOO_MANY_PERSONS, INVALID_REF
 */
export function findPersons({ refs }: PersonsArguments): readonly FoundPerson[] {
  if (refs.length > PERSONS_LIMIT) throw new SamsynError('TOO_MANY_PERSONS', { limit: PERSONS_LIMIT });
  return refs.map((ref) => ({ ref: parseRef(ref) }));
}
