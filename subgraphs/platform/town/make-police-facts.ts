import { isoDate, isoTime, yearOf, type Day } from './calendar.ts';
import type { Draw } from './draw.ts';
import type { TownEvent } from './events.ts';
import { contactOf } from './functions-directory.ts';
import { makePoliceIntelligence } from './make-police-intelligence.ts';
import type { Person } from './person.ts';
import type {
  OngoingInvestigation,
  PoliceFacts,
  PoliceIncident,
  Suspicion,
  SuspicionStatus,
  VictimStatus,
} from './police-facts.ts';
import {
  CRIMES,
  DRUG_ACTIONS,
  INCIDENT_CODES,
  INCIDENT_SUMMARIES,
  INCIDENT_TEXTS,
  INVESTIGATION_DETAILS,
  ROLE_SUMMARIES,
  ROLE_TEXTS,
  SUBSTANCES,
} from './police-texts.ts';
import type { World } from './world.ts';

/** What the police hold; null for who is unknown to them. */
export function makePoliceFacts(world: World, person: Person, events: readonly TownEvent[]): PoliceFacts | null {
  if (person.traits.only !== null && person.traits.only !== 'police') return null;
  const draw = world.draw('police', person.index);
  const told = events.filter((event) => event.knownTo.police);
  const intelligence = makePoliceIntelligence(world, person, draw);
  const hasMore = Object.values(intelligence).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== null,
  );
  if (told.length === 0 && !hasMore) return null;
  const suspicions = told.flatMap((event, at) => suspicionOf({ world, person, event, at, draw }));
  return {
    caseContact: caseContactOf(person),
    incidents: told.map((event) => incidentOf(event, draw)),
    suspicions,
    ongoingInvestigations: suspicions
      .filter(({ status }) => status === 'OPEN')
      .map((open) => investigationOf(open, draw)),
    drugInterventions: told
      .filter(({ type, role }) => type === 'MINOR_DRUG_OFFENCE' && role === 'SUSPECT')
      .map(({ day, area }) => ({
        date: isoDate(day),
        area,
        substance: draw.pick(SUBSTANCES),
        action: draw.pick(DRUG_ACTIONS),
      })),
    victimStatuses: told.filter(({ role }) => role === 'VICTIM').map((event) => victimStatusOf(event, draw)),
    ...intelligence,
  };
}

function caseContactOf({ age, household, traits }: Person): PoliceFacts['caseContact'] {
  if (traits.burden === 'NONE' || traits.burden === 'LIGHT') {
    const district = household.district;
    if (district !== null) return contactOf('police', { function: 'Områdespolis', district });
  }
  if (age >= 18) return contactOf('police', { function: 'Yttre befäl' });
  return contactOf('police', { function: 'Ungdomssamordnare' });
}

function incidentOf(event: TownEvent, draw: Draw): PoliceIncident {
  const role = draw.pick(ROLE_TEXTS[event.role]);
  return {
    occurredAt: isoTime(event.day, event.minute),
    type: event.type,
    area: event.area,
    placeKind: event.placeKind,
    code: INCIDENT_CODES[event.type],
    role: event.role,
    narrative: `Händelse ${event.where}, ${event.area}. ${INCIDENT_TEXTS[event.type][event.telling] ?? ''} ${role}`,
    summary: `${INCIDENT_SUMMARIES[event.type]}, ${event.area}. ${ROLE_SUMMARIES[event.role]}`,
  };
}

interface SuspicionDraft {
  readonly world: World;
  readonly person: Person;
  readonly event: TownEvent;
  readonly at: number;
  readonly draw: Draw;
}

function suspicionOf({ world, person, event, at, draw }: SuspicionDraft): readonly Suspicion[] {
  const crime = CRIMES[event.type];
  if (event.role !== 'SUSPECT' || crime === null) return [];
  const age = world.today - event.day;
  const status = person.traits.dropsSuspicions ? 'DROPPED' : statusAfter(person, at, { days: age, draw });
  const droppedDay = Math.min(event.day + draw.between(20, 90), world.today - 1);
  return [
    {
      crimeCode: crime[0],
      codeSeries: 'SYNTHETIC',
      crime: crime[1],
      date: isoDate(event.day),
      status,
      droppedAt: status === 'DROPPED' ? isoDate(droppedDay) : null,
      schoolRelated: event.placeKind === 'SCHOOL',
      caseNumber: caseNumberOf(person.index, at, event.day),
      incidentAt: isoTime(event.day, event.minute),
    },
  ];
}

function statusAfter(person: Person, at: number, by: { readonly days: number; readonly draw: Draw }): SuspicionStatus {
  const open = by.days < 150 ? 60 : 12;
  const drawn = by.draw.weighted<SuspicionStatus>([
    ['OPEN', open],
    ['REPORTED_TO_PROSECUTOR', 22],
    ['DROPPED', 22],
    ['CONCLUDED', by.days < 90 ? 2 : 30],
  ]);
  return person.traits.burden === 'RICH' && at < 3 ? 'OPEN' : drawn;
}

/** The K-number of a report: `5000-K` and six digits or more, and the year. */
function caseNumberOf(index: number, at: number, day: Day): string {
  return `5000-K${String(100_000 + index * 10 + at)}-${String(yearOf(day) % 100).padStart(2, '0')}`;
}

function investigationOf(open: Suspicion, draw: Draw): OngoingInvestigation {
  return {
    caseNumber: open.caseNumber,
    openedAt: open.date,
    stage: draw.pick(['INITIAL_MEASURES', 'INTERVIEWS', 'AWAITING_ANALYSIS', 'REPORTING_TO_PROSECUTOR'] as const),
    leadUnit: draw.pick(['Ungdomsutredningen', 'Utredningsgrupp 2', 'Jourutredningen']),
    detail: `${open.crime}: ${draw.pick(INVESTIGATION_DETAILS)}`,
  };
}

function victimStatusOf(event: TownEvent, draw: Draw): VictimStatus {
  return {
    date: isoDate(event.day),
    crime: CRIMES[event.type]?.[1] ?? 'Utsatt för brott',
    protectionNeed: draw.weighted([
      ['NONE', 45],
      ['SUPPORT', 42],
      ['PROTECTION', 13],
    ] as const),
    supportContact: draw.pick([
      'Brottsoffersamordnare, lokalpolisområdet',
      'Stödcentrum för unga brottsutsatta',
      'Brottsofferjouren',
    ]),
  };
}
