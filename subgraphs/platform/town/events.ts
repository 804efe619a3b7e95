import type { Agency } from '../../../schema/agency.ts';
import { ageAt, schoolDayBefore, type Day } from './calendar.ts';
import type { Burden } from './cast.ts';
import type { Draw } from './draw.ts';
import { EVENT_SPOTS } from './event-spots.ts';
import type { Person } from './person.ts';
import { DISTRICTS, SCHOOLS } from './places.ts';
import type { IncidentRole, IncidentType, PlaceKind } from './police-facts.ts';
import type { World } from './world.ts';

/** Something that happened, which each agency tells in its own words. The id stays inside the generator. */
export interface TownEvent {
  readonly id: string;
  readonly day: Day;
  /** Minutes after midnight, UTC. */
  readonly minute: number;
  readonly type: IncidentType;
  readonly placeKind: PlaceKind;
  readonly area: string;
  readonly spot: string;
  readonly role: IncidentRole;
  readonly knownTo: Readonly<Record<Agency, boolean>>;
  /** Who told socialtjänsten about it. */
  readonly reportedBy: 'POLICE' | 'SCHOOL' | null;
}

const DAYS_BACK = 540;

const COUNTS: Readonly<Record<Exclude<Burden, 'RICH'>, readonly (readonly [number, number])[]>> = {
  NONE: [[0, 0.965], [1, 0.035]],
  LIGHT: [[0, 0.55], [1, 0.4], [2, 0.05]],
  MEDIUM: [[0, 0.1], [1, 0.35], [2, 0.35], [3, 0.2]],
  HEAVY: [[1, 0.1], [2, 0.3], [3, 0.3], [4, 0.2], [5, 0.1]],
};

const TYPES: readonly (readonly [IncidentType, number])[] = [
  ['PUBLIC_DISORDER', 14],
  ['VANDALISM', 13],
  ['THEFT', 17],
  ['MINOR_DRUG_OFFENCE', 13],
  ['ASSAULT', 16],
  ['UNLAWFUL_THREAT', 10],
  ['KNIFE_OR_WEAPON', 4],
  ['ROBBERY', 4],
  ['FOUND_IN_UNSUITABLE_SETTING', 9],
];

const AT_SCHOOL: readonly IncidentType[] = ['ASSAULT', 'UNLAWFUL_THREAT', 'VANDALISM', 'THEFT', 'MINOR_DRUG_OFFENCE', 'KNIFE_OR_WEAPON', 'PUBLIC_DISORDER'];
const TOO_GRAVE_FOR_SCHOOL_ALONE: readonly IncidentType[] = ['KNIFE_OR_WEAPON', 'MINOR_DRUG_OFFENCE', 'ASSAULT'];
const WITHOUT_VICTIM: readonly IncidentType[] = ['MINOR_DRUG_OFFENCE', 'FOUND_IN_UNSUITABLE_SETTING', 'PUBLIC_DISORDER', 'KNIFE_OR_WEAPON'];

// One of each kind, so that somebody who is known to all has something in every list.
const RICH: readonly (readonly [IncidentType, IncidentRole, boolean])[] = [
  ['ASSAULT', 'SUSPECT', true],
  ['UNLAWFUL_THREAT', 'VICTIM', true],
  ['MINOR_DRUG_OFFENCE', 'SUSPECT', false],
  ['FOUND_IN_UNSUITABLE_SETTING', 'FOUND', false],
  ['ROBBERY', 'VICTIM', false],
  ['THEFT', 'SUSPECT', false],
  ['VANDALISM', 'WITNESS', true],
];

/** What has happened to or around the person in the last eighteen months, latest first. */
export function eventsOf(world: World, person: Person): readonly TownEvent[] {
  const { burden, only } = person.traits;
  if (only === 'school' || only === 'socialtjanst') return [];
  const draw = world.draw('events', person.index);
  const events =
    burden === 'RICH'
      ? RICH.map(([type, role, atSchool], at) => eventOf({ world, person, draw, at, fixed: { type, role, atSchool } }))
      : Array.from({ length: draw.weighted(COUNTS[burden]) }, (_, at) => eventOf({ world, person, draw, at }));
  return events.sort((one, other) => other.day - one.day || other.minute - one.minute);
}

interface EventDraft {
  readonly world: World;
  readonly person: Person;
  readonly draw: Draw;
  readonly at: number;
  readonly fixed?: { readonly type: IncidentType; readonly role: IncidentRole; readonly atSchool: boolean };
}

function eventOf({ world, person, draw, at, fixed }: EventDraft): TownEvent {
  const drawnDay = world.today - draw.between(3, DAYS_BACK);
  const drawnType = fixed?.type ?? draw.weighted(TYPES);
  const wantsSchool = fixed?.atSchool ?? draw.chance(0.45);
  const atSchool = person.place !== null && wantsSchool && AT_SCHOOL.includes(drawnType);
  const day = atSchool ? schoolDayBefore(drawnDay) : drawnDay;
  const placeKind = atSchool ? 'SCHOOL' : draw.pick(['CENTRE', 'PARK', 'STATION', 'SHOP', 'STREET', 'YOUTH_CLUB'] as const);
  const role = fixed?.role ?? roleOf(drawnType, person, draw);
  const policeKnow = fixed !== undefined || !atSchool || draw.chance(TOO_GRAVE_FOR_SCHOOL_ALONE.includes(drawnType) ? 0.75 : 0.25);
  return {
    id: `e${person.index}-${at}`,
    day,
    minute: atSchool ? draw.between(7 * 60, 14 * 60) : draw.between(12 * 60, 22 * 60 + 30),
    type: drawnType,
    placeKind,
    area: atSchool ? areaOfSchool(person) : draw.chance(0.6) ? person.household.districtName : draw.pick(DISTRICTS).name,
    spot: draw.pick(EVENT_SPOTS[placeKind]),
    role,
    knownTo: { police: policeKnow, school: atSchool, socialtjanst: false },
    reportedBy: reporterOf({ person, day, role, atSchool, policeKnow, chance: fixed === undefined ? draw.next() : 0 }),
  };
}

interface ReportQuestion {
  readonly person: Person;
  readonly day: Day;
  readonly role: IncidentRole;
  readonly atSchool: boolean;
  readonly policeKnow: boolean;
  readonly chance: number;
}

function reporterOf({ person, day, role, atSchool, policeKnow, chance }: ReportQuestion): 'POLICE' | 'SCHOOL' | null {
  const isChild = ageAt(person.birth.day, day) < 18;
  if (!isChild || role === 'WITNESS' || person.traits.only !== null) return null;
  if (atSchool && chance < 0.3) return 'SCHOOL';
  return policeKnow && chance < (role === 'SUSPECT' || role === 'FOUND' ? 0.5 : 0.25) ? 'POLICE' : null;
}

function roleOf(type: IncidentType, person: Person, draw: Draw): IncidentRole {
  if (type === 'FOUND_IN_UNSUITABLE_SETTING') return 'FOUND';
  const suspectShare = { NONE: 0.1, LIGHT: 0.35, MEDIUM: 0.65, HEAVY: 0.75, RICH: 1 }[person.traits.burden];
  if (person.traits.dropsSuspicions || draw.chance(suspectShare)) return 'SUSPECT';
  return WITHOUT_VICTIM.includes(type) || draw.chance(0.35) ? 'WITNESS' : 'VICTIM';
}

function areaOfSchool({ place, household }: Person): string {
  if (place?.inOtherMunicipality === true) return place.municipality;
  const code = SCHOOLS.find((school) => school.unitCode === place?.unitCode)?.district;
  return DISTRICTS.find((district) => district.code === code)?.name ?? household.districtName;
}
