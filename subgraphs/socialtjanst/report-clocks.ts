import { swedishDay } from '../../schema/swedish-day.ts';

/** What the law sets a time for, from the day that a report of concern came in. */
export type ClockKind = 'PROTECTION_ASSESSMENT' | 'PRE_ASSESSMENT' | 'INVESTIGATION' | 'FEEDBACK';

export type ClockState = 'RUNNING' | 'OVERDUE' | 'DONE' | 'DONE_LATE';

/** One time limit. Days are YYYY-MM-DD, Swedish calendar. */
export interface ReportClock {
  readonly kind: ClockKind;
  readonly law: string;
  readonly startedOn: string;
  /** The last day that is in time. */
  readonly dueOn: string;
  readonly doneOn: string | null;
  readonly state: ClockState;
}

/** What has been done about a report so far. */
export interface ReportCourse {
  readonly receivedAt: Date;
  /** When the need of protection was assessed; null: not yet. */
  readonly protectionAssessedAt: Date | null;
  /** The day of the pre-assessment's decision and whether it opened an investigation; null: pending. */
  readonly decision: { readonly decidedOn: string; readonly isOpened: boolean } | null;
  /** The day on which the investigation that it opened was concluded. */
  readonly concludedOn: string | null;
  /** Whether the reporter can be told in the graph, and since when the reporter has been. */
  readonly feedback: { readonly toldAt: Date | null } | null;
}

const DAY_MS = 86_400_000;
const PRE_ASSESSMENT_DAYS = 14;
const INVESTIGATION_MONTHS = 4;
/** From the decision (SoL 19:6). */
export const FEEDBACK_DAYS = 7;

/**
 * The time limits of a report: an assessment of the need of protection on the day it came in (SoL 20:1), a pre-assessment within
 * 14 days (20:2), an investigation within four months (20:3), feedback within a week of the decision (19:6). They run on all days
 * of the week. That a last day on a weekend may wait for the next working day (lag 1930:173 2 §) is not counted in, so that
 * no delay is hidden; nor is a decision to prolong an investigation, which is not kept here.
 */
export function reportClocks(course: ReportCourse, now: Date): readonly ReportClock[] {
  const { receivedAt, protectionAssessedAt, decision, concludedOn, feedback } = course;
  const received = swedishDay(receivedAt);
  const today = swedishDay(now);
  const clocks = [
    clock(
      'PROTECTION_ASSESSMENT',
      { startedOn: received, dueOn: received, doneOn: dayOf(protectionAssessedAt) },
      today,
    ),
    clock(
      'PRE_ASSESSMENT',
      { startedOn: received, dueOn: daysAfter(received, PRE_ASSESSMENT_DAYS), doneOn: decision?.decidedOn ?? null },
      today,
    ),
  ];
  if (decision === null) return clocks;
  const { decidedOn, isOpened } = decision;
  const investigated = {
    startedOn: decidedOn,
    dueOn: monthsAfter(decidedOn, INVESTIGATION_MONTHS),
    doneOn: concludedOn,
  };
  if (isOpened) clocks.push(clock('INVESTIGATION', investigated, today));
  if (feedback !== null) {
    const told = { startedOn: decidedOn, dueOn: daysAfter(decidedOn, FEEDBACK_DAYS), doneOn: dayOf(feedback.toldAt) };
    clocks.push(clock('FEEDBACK', told, today));
  }
  return clocks;
}

const LAWS: Readonly<Record<ClockKind, string>> = {
  PROTECTION_ASSESSMENT: 'SoL 20:1',
  PRE_ASSESSMENT: 'SoL 20:2',
  INVESTIGATION: 'SoL 20:3',
  FEEDBACK: 'SoL 19:6',
};

function clock(
  kind: ClockKind,
  times: Pick<ReportClock, 'startedOn' | 'dueOn' | 'doneOn'>,
  today: string,
): ReportClock {
  return { kind, law: LAWS[kind], ...times, state: stateOf(times, today) };
}

function stateOf({ dueOn, doneOn }: Pick<ReportClock, 'dueOn' | 'doneOn'>, today: string): ClockState {
  if (doneOn !== null) return doneOn > dueOn ? 'DONE_LATE' : 'DONE';
  return today > dueOn ? 'OVERDUE' : 'RUNNING';
}

function dayOf(at: Date | null): string | null {
  return at === null ? null : swedishDay(at);
}

/** So many days after a day, both YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The day of the same number, or the month's last where it has none (lag 1930:173 1 §). */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))).toISOString().slice(0, 10);
}
