import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import { ageAt, type Day } from './calendar.ts';
import { CAST, type Burden } from './cast.ts';
import type { TownEvent } from './events.ts';
import type { Person } from './person.ts';
import { DEMO_SCHOOL } from './places.ts';
import type { ReportReason, ReportSource } from './social-facts.ts';
import { birthOf, type World } from './world.ts';

/** Why, when and by whom a report (orosanmälan) was made, before it has words. */
export interface ReportPlot {
  readonly day: Day;
  readonly source: ReportSource;
  readonly reason: ReportReason;
  readonly event: TownEvent | null;
  readonly siblings: readonly number[];
  /** A number for the case within its series; unique in the town. */
  readonly serial: number;
  /** The stream that its words come from: for siblings in one report, the same. */
  readonly words: { readonly stream: string; readonly index: number };
  readonly staffSubject: string | null;
  readonly meantForIndex: number | null;
  /** Whether it must lead to an investigation, whatever the lot. */
  readonly isOpened: boolean;
}

/** Case numbers of one person or household are this far apart, so that none collide. */
export const SERIALS_A_PERSON = 40;

const DAYS_BACK = 780;
const HOME_TROUBLE_SHARE = 0.075;

const HOME_REASONS: readonly (readonly [ReportReason, number])[] = [
  ['VIOLENCE_AT_HOME', 20],
  ['CARE_FAILURE', 18],
  ['GUARDIAN_SUBSTANCE_USE', 12],
  ['CONFLICTS', 10],
];

const HOME_SOURCES: readonly (readonly [ReportSource, number])[] = [
  ['POLICE', 20],
  ['SCHOOL', 16],
  ['HEALTH_CARE', 19],
  ['SOCIAL_SERVICES', 15],
  ['GUARDIAN_OR_SELF', 11],
  ['PRIVATE_OR_ANONYMOUS', 12],
  ['OTHER', 9],
];

const OWN_KINDS: readonly (readonly [readonly [ReportReason, ReportSource], number])[] = [
  [['SCHOOL_ABSENCE', 'SCHOOL'], 20],
  [['NORM_BREAKING', 'SOCIAL_SERVICES'], 12],
  [['NORM_BREAKING', 'GUARDIAN_OR_SELF'], 10],
  [['NORM_BREAKING', 'POLICE'], 8],
  [['CHILD_SUBSTANCE_USE', 'HEALTH_CARE'], 12],
  [['CHILD_SUBSTANCE_USE', 'PRIVATE_OR_ANONYMOUS'], 8],
  [['OTHER', 'HEALTH_CARE'], 12],
  [['OTHER', 'OTHER'], 9],
  [['OTHER', 'PRIVATE_OR_ANONYMOUS'], 9],
];

const OWN_COUNTS: Readonly<Record<Burden, readonly (readonly [number, number])[]>> = {
  NONE: [
    [0, 0.985],
    [1, 0.015],
  ],
  LIGHT: [
    [0, 0.85],
    [1, 0.13],
    [2, 0.02],
  ],
  MEDIUM: [
    [0, 0.5],
    [1, 0.35],
    [2, 0.15],
  ],
  HEAVY: [
    [0, 0.15],
    [1, 0.4],
    [2, 0.3],
    [3, 0.15],
  ],
  RICH: [[3, 1]],
};

// For who is known to all: one report whose clock runs, one under investigation, one long past.
const RICH_REPORTS: readonly {
  readonly kind: readonly [ReportReason, ReportSource];
  readonly daysAgo: number;
  readonly isOpened: boolean;
}[] = [
  { kind: ['SCHOOL_ABSENCE', 'SCHOOL'], daysAgo: 4, isOpened: false },
  { kind: ['NORM_BREAKING', 'POLICE'], daysAgo: 45, isOpened: true },
  { kind: ['CHILD_SUBSTANCE_USE', 'HEALTH_CARE'], daysAgo: 400, isOpened: true },
];

/** All reports that name the person, latest first. */
export function reportsOf(world: World, person: Person, events: readonly TownEvent[]): readonly ReportPlot[] {
  const { only, burden } = person.traits;
  if (only === 'school' || only === 'police') return [];
  const own = [...ownReports(world, person), ...reportsOfEvents(person, events)];
  const all = [...homeReports(world, person), ...own, ...misplacedReport(world, person)];
  const asChild = all.filter(({ day }) => isChildAt(world, person.index, day) || burden === 'RICH');
  return asChild.sort((one, other) => other.day - one.day || other.serial - one.serial);
}

function homeReports(world: World, person: Person): readonly ReportPlot[] {
  const { key, members } = person.household;
  const draw = world.draw('home', key);
  const isTroubled = draw.chance(HOME_TROUBLE_SHARE);
  const isCast = key === CAST.siblingInReportA || key === CAST.onlySocialtjanst || person.traits.burden === 'RICH';
  if (!isTroubled && !isCast) return [];
  return Array.from(
    {
      length: draw.weighted([
        [1, 0.6],
        [2, 0.4],
      ]),
    },
    (_, at) => {
      const day = world.today - (key === CAST.onlySocialtjanst ? DAYS_BACK - 5 - at : draw.between(1, DAYS_BACK));
      const source = draw.weighted(HOME_SOURCES);
      const siblings = members.filter((member) => member !== person.index && isChildAt(world, member, day));
      return {
        day,
        source,
        reason: draw.weighted(HOME_REASONS),
        event: null,
        siblings,
        serial: key * SERIALS_A_PERSON + at,
        words: { stream: 'home report', index: key * 2 + at },
        staffSubject: null,
        meantForIndex: null,
        isOpened: false,
      };
    },
  );
}

function ownReports(world: World, person: Person): readonly ReportPlot[] {
  const draw = world.draw('own reports', person.index);
  return Array.from({ length: draw.weighted(OWN_COUNTS[person.traits.burden]) }, (_, at) => {
    const fixed = person.traits.burden === 'RICH' ? RICH_REPORTS[at] : undefined;
    const [drawnReason, drawnSource] = fixed?.kind ?? draw.weighted(OWN_KINDS);
    const isSchoolless = drawnSource === 'SCHOOL' && person.place === null;
    const source = isSchoolless ? 'OTHER' : drawnSource;
    const serial = person.index * SERIALS_A_PERSON + 4 + at;
    return {
      day: world.today - (fixed?.daysAgo ?? draw.between(2, DAYS_BACK)),
      source,
      reason: isSchoolless ? 'OTHER' : drawnReason,
      event: null,
      siblings: [],
      serial,
      words: { stream: 'own report', index: serial },
      staffSubject: staffWhoReported(person, source, at),
      meantForIndex: null,
      isOpened: fixed?.isOpened === true,
    };
  });
}

function reportsOfEvents(person: Person, events: readonly TownEvent[]): readonly ReportPlot[] {
  return events.flatMap((event, at) => {
    if (event.reportedBy === null) return [];
    const serial = person.index * SERIALS_A_PERSON + 10 + at;
    return [
      {
        day: event.day,
        source: event.reportedBy,
        reason: reasonOf(event),
        event,
        siblings: [],
        serial,
        words: { stream: 'own report', index: serial },
        staffSubject: staffWhoReported(person, event.reportedBy, at),
        meantForIndex: null,
        isOpened: false,
      },
    ];
  });
}

function reasonOf(event: TownEvent): ReportReason {
  if (event.type === 'MINOR_DRUG_OFFENCE') return 'CHILD_SUBSTANCE_USE';
  return event.role === 'VICTIM' ? 'OTHER' : 'NORM_BREAKING';
}

function misplacedReport(world: World, person: Person): readonly ReportPlot[] {
  if (person.traits.reportMeantFor === null || person.traits.reportMeantFor >= world.size) return [];
  const serial = person.index * SERIALS_A_PERSON + 20;
  return [
    {
      day: world.today - 25,
      source: 'POLICE',
      reason: 'NORM_BREAKING',
      event: null,
      siblings: [],
      serial,
      words: { stream: 'own report', index: serial },
      staffSubject: null,
      meantForIndex: person.traits.reportMeantFor,
      isOpened: false,
    },
  ];
}

const REPORTING_STAFF: Readonly<Partial<Record<ReportSource, readonly string[]>>> = {
  POLICE: subjectsOf('police'),
  SCHOOL: subjectsOf('school'),
};

function subjectsOf(agency: 'police' | 'school'): readonly string[] {
  return DEMO_STAFF.filter((staff) => staff.role.startsWith(agency)).map((staff) => staff.subject);
}

// Demo staff of the school report their own pupils; those of the police report anywhere in the town, now and then.
function staffWhoReported(person: Person, source: ReportSource, at: number): string | null {
  const subjects = REPORTING_STAFF[source];
  if (subjects === undefined) return null;
  const isTheirs = source === 'SCHOOL' ? person.place?.unitCode === DEMO_SCHOOL : person.index % 5 === 0;
  const isRich = person.traits.burden === 'RICH';
  return isTheirs || isRich ? (subjects[(at + person.index) % subjects.length] ?? null) : null;
}

function isChildAt(world: World, index: number, day: Day): boolean {
  const birth = birthOf(world, index).day;
  return birth <= day && ageAt(birth, day) < 18;
}
