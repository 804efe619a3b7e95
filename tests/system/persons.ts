import { inject } from 'vitest';
import { AGENCIES } from '../../schema/agency.ts';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { deriveRef, parseRefKey } from '../../schema/ref.ts';
import type { Role } from '../../schema/role.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import {
  FIRST_RESERVED_BIRTH,
  LAST_RESERVED_BIRTH,
  reservedNumber,
} from '../../subgraphs/platform/town/reserved-numbers.ts';
import type { Town } from '../../subgraphs/platform/town/town.ts';
import type { Townsperson } from '../../subgraphs/platform/town/townsperson.ts';

/** The town that the system under test was filled with. */
export function theTown(): Town {
  return createTown(inject('system').town);
}

/** @throws Error for an invented person without a number */
export function numberOf({ number, index }: Townsperson): string {
  if (number === null) throw new Error(`person ${index} has no number`);
  return number;
}

export function refOf(number: string): string {
  return deriveRef(PersonalIdentityNumber.parse(number, new Date()), parseRefKey(inject('system').facts.keys.refKey));
}

/** The kinds of assignment that the demo user of a role has to a person, at the own agency. */
export function assignmentKinds(role: Role, { assignments }: Townsperson): readonly string[] {
  const staff = DEMO_STAFF.find((candidate) => candidate.role === role);
  return assignments
    .filter(({ staffSubject, agency }) => staffSubject === staff?.subject && agency === staff.agency)
    .map(({ kind }) => kind);
}

/** Somebody whom all agencies know, with something behind every door, but whom no demo user is assigned to. */
export function findUnassigned(town: Town, isFit: (person: Townsperson) => boolean = () => true): Townsperson {
  const wealth = ({ police, socialtjanst }: Townsperson): number =>
    [police?.incidents, police?.ongoingInvestigations, socialtjanst?.concernReports, socialtjanst?.placements].filter(
      (list) => (list?.length ?? 0) > 0,
    ).length;
  const [richest] = [...town.people()]
    .filter(({ assignments, protectedMarking }) => assignments.length === 0 && protectedMarking === null)
    .filter((person) => AGENCIES.every((agency) => person.knownTo[agency]) && isFit(person))
    .sort((a, b) => wealth(b) - wealth(a));
  if (richest === undefined) throw new Error('the town has nobody who is known to all and assigned to nobody');
  return richest;
}

/** Whether nothing was done that lets anybody in: no consent, and no report by somebody of staff. */
export function isLeftAlone({ socialtjanst }: Townsperson): boolean {
  const { concernReports = [], sig } = socialtjanst ?? {};
  return (sig?.consents ?? []).length === 0 && concernReports.every(({ reporter }) => reporter.staffSubject === null);
}

/** Published test numbers that nobody in the town has or had. */
export function unknownNumbers(town: Town, count: number): readonly string[] {
  const taken = new Set([...town.people()].flatMap(({ number, formerNumber }) => [number, formerNumber]));
  const found: string[] = [];
  for (let day = FIRST_RESERVED_BIRTH; day <= LAST_RESERVED_BIRTH && found.length < count; day += 1) {
    const number = reservedNumber(day, 'FEMALE');
    if (number !== null && !taken.has(number)) found.push(number);
  }
  return found;
}
