import type { Agency } from '../schema/agency.ts';
import type { Purpose } from '../schema/purpose.ts';
import type { Role } from '../schema/role.ts';
import type { HolderFacts } from './holder-facts.ts';

/** What is to be decided: one coordinate, for one role and purpose, and at the holder for one person. */
export interface Question {
  readonly coordinate: string;
  readonly role: Role;
  /** Null before a purpose is declared. */
  readonly purpose: Purpose | null;
  /** The agency that would release the field, where the coordinate's type does not tell (shared types); else null. */
  readonly holder: Agency | null;
  /** Null at the gateway: what turns on facts is then answered `perhaps`. */
  readonly facts: HolderFacts | null;
}
