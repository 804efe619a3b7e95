import { ageAt, schoolDayBefore, type Day } from './calendar.ts';
import type { Burden } from './cast.ts';
import type { Draw } from './draw.ts';
import { EVENT_SPOTS } from './event-spots.ts';
import type { Person } from './person.ts';
import { placementSpanOf } from './placement-span.ts';
import { DISTRICTS, SCHOOLS } from './places.ts';
import type { IncidentRole, IncidentType, PlaceKind } from './police-facts.ts';
import type { Traits } from './traits.ts';
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
  /** Where, in words that all agencies use. */
  readonly where: string;
  /** Which of the tellings of its type; the agencies' texts of the same number tell the same thing. */
  readonly telling: number;
  readonly role: IncidentRole;
  readonly knownTo: { readonly police: boolean; readonly school: boolean };
  /** Who told socialtjänsten about it. */
  readonly reportedBy: 'POLICE' | 'SCHOOL' | null;
}

const DAYS_BACK = 540;
const REPORTED_OF_RICH = 3;

// How many texts each agency has for a type of event.
const TELLINGS = 3;

const COUNTS: Readonly<Record<Exclude<Burden, 'RICH'>, readonly (readonly [number, number])[]>> = {
  NONE: [
    [0, 0.965],
    [1, 0.035],
  ],
  LIGHT: [
    [0, 0.55],
    [1, 0.4],
    [2, 0.05],
  ],
  MEDIUM: [
    [0, 0.1],
    [1, 0.35],
    [2, 0.35],
    [3, 0.2],
  ],
  HEAVY: [
    [1, 0.1],
    [2, 0.3],
    [3, 0.3],
    [4, 0.2],
    [5, 0.1],
  ],
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

const AT_SCHOOL: readonly IncidentType[] = [
  'ASSAULT',
  'UNLAWFUL_THREAT',
  'VANDALISM',
  'THEFT',
  'MINOR_DRUG_OFFENCE',
  'KNIFE_OR_WEAPON',
  'PUBLIC_DISORDER',
];
const TOO_GRAVE_FOR_SCHOOL_ALONE: readonly IncidentType[] = ['KNIFE_OR_WEAPON', 'MINOR_DRUG_OFFENCE', 'ASSAULT'];
const WITHOUT_VICTIM: readonly IncidentType[] = [
  'MINOR_DRUG_OFFENCE',
  'FOUND_IN_UNSUITABLE_SETTING',
  'PUBLIC_DISORDER',
  'KNIFE_OR_WEAPON',
];

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
  const drawn = burden === 'RICH' ? 0 : draw.weighted(COUNTS[burden]);
  const events = [
    ...fixedLots(person.traits).map((fixed, at) => eventOf({ world, person, draw, at, fixed })),
    ...Array.from({ length: drawn }, (_, at) => eventOf({ world, person, draw, at: RICH.length + at })),
  ];
  return events.sort((one, other) => other.day - one.day || other.minute - one.minute);
}

function fixedLots({ burden, only, dropsSuspicions }: Traits): readonly Lot[] {
  const count = burden === 'RICH' ? RICH.length : dropsSuspicions || only === 'police' ? 1 : 0;
  return RICH.slice(0, count).map(([type, role, atSchool]) => ({ type, role, atSchool }));
}

interface Lot {
  readonly type: IncidentType;
  readonly role: IncidentRole;
  readonly atSchool: boolean;
}

interface EventDraft {
  readonly world: World;
  readonly person: Person;
  readonly draw: Draw;
  readonly at: number;
  readonly fixed?: Lot;
}

function eventOf({ world, person, draw, at, fixed }: EventDraft): TownEvent {
  const lot = fixed ?? drawnLot(person, draw);
  const isAtSchool = lot.atSchool && AT_SCHOOL.includes(lot.type) && person.place !== null;
  const drawnDay = outsidePlacement(world, person, world.today - draw.between(3, DAYS_BACK));
  const day = isAtSchool ? schoolDayBefore(drawnDay) : drawnDay;
  const isGrave = draw.chance(TOO_GRAVE_FOR_SCHOOL_ALONE.includes(lot.type) ? 0.75 : 0.25);
  const policeKnow = fixed !== undefined || !isAtSchool || isGrave;
  const chance = draw.next();
  const told = { day, role: lot.role, isAtSchool, policeKnow };
  return {
    id: `e${person.index}-${at}`,
    day,
    type: lot.type,
    role: lot.role,
    ...(isAtSchool ? atSchool(person, draw) : inTown(person, draw)),
    telling: draw.between(0, TELLINGS - 1),
    knownTo: { police: policeKnow, school: isAtSchool },
    reportedBy: reporterOf(person, { ...told, chance: fixed === undefined ? chance : Number(at >= REPORTED_OF_RICH) }),
  };
}

function drawnLot(person: Person, draw: Draw): Lot {
  const type = draw.weighted(TYPES);
  return { type, role: roleOf(type, person, draw), atSchool: draw.chance(0.45) };
}

type Scene = Pick<TownEvent, 'placeKind' | 'where' | 'area' | 'minute'>;

function atSchool({ place, household }: Person, draw: Draw): Scene {
  const code = SCHOOLS.find((school) => school.unitCode === place?.unitCode)?.district;
  const district = DISTRICTS.find((candidate) => candidate.code === code);
  return {
    placeKind: 'SCHOOL',
    where: `${draw.pick(EVENT_SPOTS.SCHOOL)} på ${place?.name ?? 'skolan'}`,
    area: place?.inOtherMunicipality === true ? place.municipality : (district?.name ?? household.districtName),
    minute: draw.between(7 * 60, 14 * 60),
  };
}

function inTown(person: Person, draw: Draw): Scene {
  const placeKind = draw.pick(['CENTRE', 'PARK', 'STATION', 'SHOP', 'STREET', 'YOUTH_CLUB'] as const);
  return {
    placeKind,
    where: draw.pick(EVENT_SPOTS[placeKind]),
    area: draw.chance(0.6) ? person.household.districtName : draw.pick(DISTRICTS).name,
    minute: draw.between(12 * 60, 22 * 60 + 30),
  };
}

// Nobody is met in town while living at a home elsewhere.
function outsidePlacement(world: World, person: Person, day: Day): Day {
  const span = placementSpanOf(world, person);
  return span === null || day < span.from || (span.to !== null && day > span.to) ? day : span.from - 1 - (day % 90);
}

interface ReportQuestion {
  readonly day: Day;
  readonly role: IncidentRole;
  readonly isAtSchool: boolean;
  readonly policeKnow: boolean;
  readonly chance: number;
}

function reporterOf(
  person: Person,
  { day, role, isAtSchool, policeKnow, chance }: ReportQuestion,
): TownEvent['reportedBy'] {
  const isChild = ageAt(person.birth.day, day) < 18;
  if (!isChild || role === 'WITNESS' || person.traits.only !== null) return null;
  if (isAtSchool && chance < 0.15) return 'SCHOOL';
  return policeKnow && chance < (role === 'VICTIM' ? 0.12 : 0.3) ? 'POLICE' : null;
}

function roleOf(type: IncidentType, person: Person, draw: Draw): IncidentRole {
  if (type === 'FOUND_IN_UNSUITABLE_SETTING') return 'FOUND';
  const suspectShare = { NONE: 0.1, LIGHT: 0.35, MEDIUM: 0.65, HEAVY: 0.75, RICH: 1 }[person.traits.burden];
  if (person.traits.dropsSuspicions || draw.chance(suspectShare)) return 'SUSPECT';
  return WITHOUT_VICTIM.includes(type) || draw.chance(0.35) ? 'WITNESS' : 'VICTIM';
}
