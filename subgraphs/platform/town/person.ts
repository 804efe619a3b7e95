import type { Household } from './household.ts';
import type { Birth } from './number-plan.ts';
import type { Traits } from './traits.ts';
import type { SchoolPlace } from './townsperson.ts';

/** The person so far, before the agencies' facts. */
export interface Person {
  readonly index: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly birth: Birth;
  readonly age: number;
  readonly household: Household;
  readonly place: SchoolPlace | null;
  readonly traits: Traits;
}
