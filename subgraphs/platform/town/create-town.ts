import { assignmentsOf } from './assignments.ts';
import { ageAt, isoDate, parseDay } from './calendar.ts';
import { CAST, CAST_SPECS } from './cast.ts';
import { drawsOf } from './draw.ts';
import { eventsOf } from './events.ts';
import { FUNCTIONS } from './functions-directory.ts';
import { householdOf } from './household.ts';
import { makePoliceFacts } from './make-police-facts.ts';
import { makeSchoolFacts } from './make-school-facts.ts';
import { makeSocialFacts } from './make-social-facts.ts';
import { GIVEN_NAMES, respell } from './names.ts';
import { planNumbers } from './number-plan.ts';
import type { Person } from './person.ts';
import { DISTRICTS, SCHOOLS } from './places.ts';
import { FORMER_NUMBERS } from './reserved-numbers.ts';
import { reportsOf } from './reports.ts';
import { schoolPlaceOf } from './school-place.ts';
import type { Town, TownOptions } from './town.ts';
import type { SpellingElsewhere, Townsperson } from './townsperson.ts';
import { traitsOf } from './traits.ts';
import { birthOf, castSpec, type World } from './world.ts';

const RESPELLED_SHARE = 0.015;

/**
 * The town of a seed: persons, schools, functions. Every agency's process makes the same one and stores its own part.
 * @throws TypeError when `today` is no date
 * @throws RangeError when `people` is not a whole number above 0
 */
export function createTown({ seed, people, today }: TownOptions): Town {
  if (!Number.isInteger(people) || people < 1)
    throw new RangeError(`a town has a whole number of people, not ${people}`);
  const day = parseDay(today);
  const draw = drawsOf(`${seed} ${today}`);
  const world: World = {
    size: people,
    today: day,
    draw,
    numbers: planNumbers(day, CAST_SPECS, draw),
    winners: new Map(),
  };
  const at = (index: number): number => {
    if (!Number.isInteger(index) || index < 0 || index >= people)
      throw new RangeError(`the town has no person ${index}`);
    return index;
  };
  return {
    seed,
    size: people,
    today,
    schools: SCHOOLS,
    districts: DISTRICTS,
    functions: FUNCTIONS,
    cast: CAST,
    *people() {
      for (let index = 0; index < people; index += 1) yield makeTownsperson(world, index);
    },
    person: (index) => makeTownsperson(world, at(index)),
    identity: (index) => ({ index, number: birthOf(world, at(index)).number }),
  };
}

function makeTownsperson(world: World, index: number): Townsperson {
  const person = personAt(world, index);
  const events = eventsOf(world, person);
  const police = makePoliceFacts(world, person, events);
  const socialtjanst = makeSocialFacts(world, person, reportsOf(world, person, events));
  const school = makeSchoolFacts(world, person, events);
  const { birth, household } = person;
  return {
    index,
    number: birth.number,
    formerNumber: birth.number === null ? null : (FORMER_NUMBERS.get(birth.number) ?? null),
    givenName: person.givenName,
    familyName: person.familyName,
    spellingElsewhere: spellingOf(world, person),
    sex: birth.sex,
    birthDate: isoDate(birth.day),
    address: household.address,
    district: household.district,
    guardians: household.guardians,
    siblings: household.members.filter((member) => member !== index),
    protectedMarking: household.marking,
    schoolPlace: person.place,
    knownTo: { police: police !== null, socialtjanst: socialtjanst !== null, school: school !== null },
    assignments: assignmentsOf(world, person, { police, socialtjanst, school }),
    police,
    socialtjanst,
    school,
  };
}

function personAt(world: World, index: number): Person {
  const birth = birthOf(world, index);
  const household = householdOf(world, index);
  const givenName = castSpec(index)?.givenName ?? world.draw('given name', index).pick(GIVEN_NAMES[birth.sex]);
  return {
    index,
    givenName,
    familyName: castSpec(index)?.familyName ?? household.familyName,
    birth,
    age: ageAt(birth.day, world.today),
    household,
    place: schoolPlaceOf(world, index, { birth: birth.day, district: household.district }),
    traits: traitsOf(world, index),
  };
}

function spellingOf(world: World, { index, givenName, familyName }: Person): SpellingElsewhere | null {
  const draw = world.draw('spelling', index);
  const spec = castSpec(index);
  const isRespelled = spec === null ? draw.chance(RESPELLED_SHARE) : spec.respelledAt !== undefined;
  if (!isRespelled) return null;
  const agency = spec?.respelledAt ?? draw.pick(['police', 'socialtjanst', 'school'] as const);
  return { agency, givenName, familyName: respell(familyName) };
}
