import { birthday, isoDate, schoolDayBefore, schoolYearOf, yearOf, type Day } from './calendar.ts';
import type { Burden } from './cast.ts';
import type { Draw } from './draw.ts';
import type { TownEvent } from './events.ts';
import { makeAttendance, makePresentNow } from './make-attendance.ts';
import type { Person } from './person.ts';
import type { DisciplinaryIncident, Grade, MentorObservation, SchoolFacts, SupportPlan } from './school-facts.ts';
import {
  ADAPTATIONS,
  MEDICAL_TEXTS,
  MENTOR_FACTS,
  MENTOR_OPINIONS,
  PSYCHOSOCIAL_TEXTS,
  SCHOOL_EVENT_TEXTS,
  SCHOOL_ROLE_TEXTS,
  SCHOOL_TYPES,
  SUBJECTS,
  SUPPORT_NEEDS,
} from './school-texts.ts';
import type { SchoolPlace } from './townsperson.ts';
import type { World } from './world.ts';

type Share = Readonly<Record<Burden, number>>;

const SUPPORTED: Share = { NONE: 0.06, LIGHT: 0.14, MEDIUM: 0.3, HEAVY: 0.5, RICH: 1 };
const MEDICAL: Share = { NONE: 0.2, LIGHT: 0.28, MEDIUM: 0.4, HEAVY: 0.5, RICH: 1 };
const PSYCHOSOCIAL: Share = { NONE: 0.03, LIGHT: 0.1, MEDIUM: 0.25, HEAVY: 0.5, RICH: 1 };
const OBSERVED: Share = { NONE: 0.08, LIGHT: 0.2, MEDIUM: 0.5, HEAVY: 0.75, RICH: 1 };
const WELL_AT_SCHOOL: Share = { NONE: 0.85, LIGHT: 0.72, MEDIUM: 0.5, HEAVY: 0.3, RICH: 0.45 };

const FIRST_GRADED_YEAR = 6;

/** What the school holds; null for who has no place at a school. */
export function makeSchoolFacts(world: World, person: Person, events: readonly TownEvent[]): SchoolFacts | null {
  const { place, household, traits } = person;
  if (place === null) return null;
  const draw = world.draw('school', person.index);
  return {
    enrolment: { ...place, from: enrolledFrom(world, person, place) },
    guardianContacts: household.guardians.map(({ name, phone, relation, isCustodian }) => ({
      name,
      phone,
      relation,
      isCustodian,
    })),
    attendance: makeAttendance(world, person),
    presentNow: makePresentNow(world, person),
    supportPlan: draw.chance(SUPPORTED[traits.burden]) ? supportPlanOf(world, draw) : null,
    medicalNotes: draw.chance(MEDICAL[traits.burden]) ? notesOf(world, MEDICAL_TEXTS, draw) : [],
    psychosocialNotes: draw.chance(PSYCHOSOCIAL[traits.burden]) ? notesOf(world, PSYCHOSOCIAL_TEXTS, draw) : [],
    disciplinaryIncidents: events.filter(({ knownTo }) => knownTo.school).map((event) => incidentOf(event, draw)),
    grades: gradesOf(world, person, draw),
    mentorObservations: draw.chance(OBSERVED[traits.burden]) ? observationsOf(world, draw) : [],
  };
}

/** The August in which the pupil began the stage. */
function enrolledFrom(world: World, person: Person, place: SchoolPlace): string {
  const begins = { F_6: 6, '7_9': 13, GYMNASIUM: 16 }[place.stage];
  const year = Math.min(yearOf(birthday(person.birth.day, begins)), schoolYearOf(world.today));
  return `${year}-08-18`;
}

function supportPlanOf(world: World, draw: Draw): SupportPlan {
  const decided = world.today - draw.between(20, 200);
  return {
    needs: draw.pick(SUPPORT_NEEDS),
    adaptations: draw.sample(ADAPTATIONS, draw.between(1, 3)),
    decidedAt: isoDate(decided),
    reviewAt: isoDate(decided + 120),
  };
}

function notesOf(
  world: World,
  texts: readonly string[],
  draw: Draw,
): readonly { readonly date: string; readonly text: string }[] {
  return draw
    .sample(texts, draw.between(1, 2))
    .map((text) => ({ date: isoDate(schoolDayBefore(world.today - draw.between(2, 300))), text }));
}

function incidentOf(event: TownEvent, draw: Draw): DisciplinaryIncident {
  const type = SCHOOL_TYPES[event.type];
  const role = draw.pick(SCHOOL_ROLE_TEXTS[event.role]);
  const grave = draw.weighted([
    ['CONVERSATION', 35],
    ['WRITTEN_WARNING', 30],
    ['DETENTION', 12],
    ['TEMPORARY_TRANSFER', 8],
    ['SUSPENSION', 15],
  ] as const);
  return {
    date: isoDate(event.day),
    type,
    measure: event.role === 'SUSPECT' ? grave : 'CONVERSATION',
    text: `Händelse ${event.where}. ${SCHOOL_EVENT_TEXTS[event.type][event.telling] ?? ''} ${role}`,
  };
}

function gradesOf(world: World, person: Person, draw: Draw): readonly Grade[] {
  const { grade } = person.place ?? {};
  const isGraded = grade !== undefined && (grade.startsWith('GY') || Number(grade) >= FIRST_GRADED_YEAR);
  const strength = WELL_AT_SCHOOL[person.traits.burden] + draw.next() * 0.3 - 0.15;
  const term = latestFinishedTerm(world.today);
  return SUBJECTS.map((subject) => {
    const points = strength + draw.next() * 0.5 - 0.25;
    const reached = points > 0.4 ? 'REACHED' : points > 0.2 ? 'PARTLY' : 'NOT_REACHED';
    return { term, subject, grade: isGraded ? letterOf(points) : null, goalAttainment: reached };
  });
}

function letterOf(points: number): Grade['grade'] {
  if (points <= 0.1) return '-';
  if (points <= 0.4) return 'F';
  return (['E', 'D', 'C', 'B', 'A'] as const)[Math.min(4, Math.floor((points - 0.4) / 0.16))] ?? 'E';
}

function latestFinishedTerm(today: Day): string {
  const year = schoolYearOf(today);
  return yearOf(today) === year ? `VT${year}` : `HT${year}`;
}

function observationsOf(world: World, draw: Draw): readonly MentorObservation[] {
  return Array.from({ length: draw.between(1, 3) }, (_, at) => {
    const isFact = at === 0 || draw.chance(0.4);
    return {
      date: isoDate(schoolDayBefore(world.today - draw.between(1, 120))),
      author: 'Mentor',
      kind: isFact ? 'FACT' : 'OPINION',
      text: draw.pick(isFact ? MENTOR_FACTS : MENTOR_OPINIONS),
    };
  });
}
