import type { Agency } from '../../schema/agency.ts';
import type { Ref } from '../../schema/ref.ts';
import {
  CASE_ASSIGNMENT,
  FORMER_REF,
  KNOWN_PERSON,
  PERSON,
  PERSON_ADDRESS,
  PERSON_BIRTH,
  PROTECTED_PERSON,
} from './platform-tables.ts';
import type { Town, TownFunction, Weekday } from './town/town.ts';
import type { Townsperson } from './town/townsperson.ts';
import { townRow, type TownRow } from './town-row.ts';

const PROTECTED_CONTACT: Readonly<Record<Agency, string>> = {
  police: 'Funktionen för skyddade personuppgifter, Polisen: 08-465 004 10',
  socialtjanst: 'Funktionen för skyddade personuppgifter, Socialtjänsten: 08-465 004 20',
  school: 'Rektorns kansli, skyddade personuppgifter: 08-465 004 30',
};

/** The rows that every agency stores of a person: who it is if known there, markings, an earlier ref, its own assignments. */
export function* platformRowsOf(
  agency: Agency,
  person: Townsperson,
  ref: Ref,
  formerRef: Ref | null,
): Generator<TownRow> {
  if (person.knownTo[agency]) yield* knownRowsOf(agency, person, ref);
  if (formerRef !== null) yield townRow(FORMER_REF, formerRef, { currentRef: ref });
  if (person.protectedMarking !== null) {
    yield townRow(PROTECTED_PERSON, ref, { marking: person.protectedMarking, contact: PROTECTED_CONTACT[agency] });
  }
  for (const assignment of person.assignments.filter((candidate) => candidate.agency === agency)) {
    const { staffSubject, kind, caseNumber } = assignment;
    yield townRow(CASE_ASSIGNMENT, ref, {
      staffSubject,
      kind,
      caseNumber,
      validFrom: assignment.from,
      validTo: assignment.to,
    });
  }
}

function* knownRowsOf(agency: Agency, person: Townsperson, ref: Ref): Generator<TownRow> {
  const { givenName, familyName } = person.spellingElsewhere?.agency === agency ? person.spellingElsewhere : person;
  const { street, postalCode, city } = person.address;
  yield townRow(KNOWN_PERSON, ref, {});
  yield townRow(PERSON, ref, { number: person.number, givenName, familyName });
  yield townRow(PERSON_BIRTH, ref, { birthDate: person.birthDate, sex: person.sex });
  if (agency !== 'police') yield townRow(PERSON_ADDRESS, ref, { address: `${street}, ${postalCode} ${city}` });
}

/** A row of `function_contact`, in the order of its columns. */
export type FunctionRow = readonly [
  agency: Agency,
  name: string,
  area: string | null,
  school: string | null,
  weekdays: readonly number[],
  opensAt: number,
  closesAt: number,
  phone: string,
  email: string,
];

/** The functions of one agency, with districts and schools by name. */
export function functionRows(agency: Agency, town: Town): readonly FunctionRow[] {
  return town.functions
    .filter((entry) => entry.agency === agency)
    .map((entry) => [
      agency,
      `${entry.function}, ${entry.unit} (${entry.about})`,
      town.districts.find(({ code }) => code === entry.district)?.name ?? null,
      town.schools.find(({ unitCode }) => unitCode === entry.school)?.name ?? null,
      weekdaysOf(entry),
      minutesOf(entry.opens),
      minutesOf(entry.closes),
      entry.phone,
      entry.email,
    ]);
}

const WEEKDAYS: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

function weekdaysOf(entry: TownFunction): readonly number[] {
  return entry.weekdays.map((day) => WEEKDAYS.indexOf(day) + 1);
}

function minutesOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}
