import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import { ROLE_TITLES } from '../../../schema/role.ts';
import { isoDate, isoTime, parseDay, yearOf, type Day } from './calendar.ts';
import type { Draw } from './draw.ts';
import { FAMILY_NAMES, GUARDIAN_NAMES } from './names.ts';
import type { Person } from './person.ts';
import { INCIDENT_TEXTS } from './police-texts.ts';
import type { ReportPlot } from './reports.ts';
import type { ConcernReport, PreAssessment, Reporter, ReportFeedback, ReportSource } from './social-facts.ts';
import { PROTECTION_MEASURES, REPORT_DETAILS, REPORT_FACTS, REPORT_WORRIES } from './social-texts.ts';
import type { World } from './world.ts';

const REPORTER_NAMES: readonly string[] = [...GUARDIAN_NAMES.FEMALE, ...GUARDIAN_NAMES.MALE];

const OPENED_SHARE = 0.39;
const BELONGS_SHARE = 0.06;
const LATE_SHARE = 0.05;
const DECISION_DAYS = 14;
const ALWAYS_PENDING_DAYS = 5;

/** Gives words to a report. Siblings in one report get the same words, save for who they are. */
export function makeConcernReport(world: World, person: Person, plot: ReportPlot): ConcernReport {
  const draw = world.draw(plot.words.stream, plot.words.index);
  const acute = draw.chance(plot.reason === 'VIOLENCE_AT_HOME' ? 0.3 : 0.08);
  const written = plot.event === null ? draw.between(7 * 60, 16 * 60) : Math.min(plot.event.minute + 70, 23 * 60);
  const receivedDay = Math.min(plot.day + (draw.chance(0.8) ? 0 : 1), world.today);
  const received =
    receivedDay === plot.day ? Math.min(written + draw.between(2, 50), 23 * 60 + 59) : draw.between(7 * 60, 10 * 60);
  const report = {
    caseNumber: `SN ${yearOf(plot.day)}/${plot.serial}`,
    reportedAt: isoTime(plot.day, written),
    receivedAt: isoTime(receivedDay, received),
    sourceType: plot.source,
    reason: plot.reason,
    facts: factsOf(plot, draw),
    worry: draw.pick(REPORT_WORRIES),
    acute,
    siblings: plot.siblings,
    reporter: reporterOf(person, plot, draw),
    preAssessment: preAssessmentOf(world, receivedDay, { plot, draw }),
    protectionAssessment: {
      assessedAt: isoTime(receivedDay, Math.min(received + 55, 23 * 60 + 59)),
      immediateNeed: acute,
      measure: draw.pick(PROTECTION_MEASURES[acute ? 'acute' : 'calm']),
    },
    meantForIndex: plot.meantForIndex,
  };
  return { ...report, feedback: feedbackOf(world, plot, report.preAssessment.decidedAt) };
}

function factsOf({ event, reason }: ReportPlot, draw: Draw): string {
  const first =
    event === null
      ? draw.pick(REPORT_FACTS[reason])
      : `Händelse ${event.where}, ${event.area}. ${INCIDENT_TEXTS[event.type][event.telling] ?? ''}`;
  return [first, ...draw.sample(REPORT_DETAILS, draw.between(1, 2))].join(' ');
}

const ON_DUTY: Readonly<Partial<Record<ReportSource, readonly string[]>>> = {
  POLICE: ['Yttre befäl', 'Områdespolis', 'Ungdomssamordnare, polisen'],
  SCHOOL: ['Rektor', 'Kurator', 'Mentor'],
  HEALTH_CARE: ['Vårdcentral', 'Barn- och ungdomspsykiatrin', 'Akutmottagning'],
  SOCIAL_SERVICES: ['Ekonomiskt bistånd', 'Socialjouren', 'Vuxenenheten'],
};

function reporterOf(person: Person, { source, staffSubject }: ReportPlot, draw: Draw): Reporter {
  const privateName = `${draw.pick(REPORTER_NAMES)} ${draw.pick(FAMILY_NAMES)}`;
  const isAnonymous = draw.chance(0.5);
  const staff = DEMO_STAFF.find(({ subject }) => subject === staffSubject);
  if (staff !== undefined) return { name: null, function: ROLE_TITLES[staff.role], staffSubject };
  const functions = ON_DUTY[source];
  if (functions !== undefined) return { name: null, function: draw.pick(functions), staffSubject: null };
  if (source === 'OTHER') return { name: privateName, function: 'Ledare i förening', staffSubject: null };
  const guardian = person.household.guardians[0]?.name ?? null;
  const name = source === 'GUARDIAN_OR_SELF' ? guardian : isAnonymous ? null : privateName;
  return { name, function: null, staffSubject: null };
}

function preAssessmentOf(
  world: World,
  received: Day,
  { plot, draw }: { readonly plot: ReportPlot; readonly draw: Draw },
): PreAssessment {
  const late = draw.chance(LATE_SHARE) ? draw.between(1, 9) : 0;
  const days = late === 0 ? draw.between(1, DECISION_DAYS) : DECISION_DAYS + late;
  const kind = draw.next();
  if (received + days >= world.today || received >= world.today - ALWAYS_PENDING_DAYS)
    return { outcome: 'PENDING', decidedAt: null, days: null };
  const drawn =
    kind < OPENED_SHARE
      ? 'OPENED'
      : kind < OPENED_SHARE + BELONGS_SHARE
        ? 'BELONGS_TO_OPEN_INVESTIGATION'
        : 'NOT_OPENED';
  const outcome = plot.meantForIndex !== null ? 'NOT_OPENED' : plot.isOpened ? 'OPENED' : drawn;
  return { outcome, decidedAt: isoTime(received + days, 14 * 60).slice(0, 10), days };
}

const DUTY_BOUND: readonly ReportSource[] = ['POLICE', 'SCHOOL', 'HEALTH_CARE', 'SOCIAL_SERVICES'];
const FEEDBACK_DAYS = 7;
/** As the step of the decision is stored. */
const DECIDED_MINUTE = 11 * 60;
const TOLD_LATE_SHARE = 0.12;
const NEVER_TOLD_SHARE = 0.1;

/**
 * From a stream of its own, so that the rest of the town is as it was; siblings in one report share it. Who reported in the graph
 * reads the outcome there as soon as it is decided.
 */
function feedbackOf(
  world: World,
  { source, words, staffSubject }: ReportPlot,
  decidedAt: string | null,
): ReportFeedback | null {
  if (decidedAt === null || !DUTY_BOUND.includes(source)) return null;
  const draw = world.draw(`feedback on ${words.stream}`, words.index);
  const decided = parseDay(decidedAt);
  const dueOn = isoDate(decided + FEEDBACK_DAYS);
  if (staffSubject !== null) return { dueOn, givenAt: isoTime(decided, DECIDED_MINUTE) };
  const lot = draw.next();
  const days = lot < TOLD_LATE_SHARE ? draw.between(FEEDBACK_DAYS + 1, 30) : draw.between(0, FEEDBACK_DAYS);
  const minute = draw.between(7 * 60, 15 * 60);
  const isTold = lot < 1 - NEVER_TOLD_SHARE && decided + days < world.today;
  return { dueOn, givenAt: isTold ? isoTime(decided + days, minute) : null };
}
