import { swedishDay } from '../../schema/swedish-day.ts';
import type { RowOf } from '../platform/define-table.ts';
import { reportClocks, type ReportClock, type ReportCourse } from './report-clocks.ts';
import type { ReportFeedback, ReportUnderWay } from './report-desk.type.ts';
import type { REPORT_RECEIPT, REPORT_STEP } from './report-tables.ts';

type Receipt = RowOf<typeof REPORT_RECEIPT>;
type Step = RowOf<typeof REPORT_STEP>;

/** A report with what was done about it. */
export interface FollowedReport {
  readonly receipt: Receipt;
  /** Of this report alone. */
  readonly steps: readonly Step[];
}

/** What the clocks of a report run by. Whoever reported by the graph can read the outcome there as soon as it is decided. */
function courseOf({ receipt, steps }: FollowedReport): ReportCourse {
  const decided = stepOf(steps, 'PRE_ASSESSMENT');
  const concluded = stepOf(steps, 'CONCLUSION');
  return {
    receivedAt: receipt.receivedAt,
    protectionAssessedAt: stepOf(steps, 'PROTECTION_ASSESSMENT')?.at ?? null,
    decision: decided === null ? null : { decidedOn: swedishDay(decided.at), isOpened: decided.outcome === 'OPENED' },
    concludedOn: concluded === null ? null : swedishDay(concluded.at),
    feedback: receipt.staffSubject === null ? null : { toldAt: decided?.at ?? null },
  };
}

/** The time limits that concern the reporter; whether protection was needed is not for reporters (matrix row M25). */
const TOLD: readonly string[] = ['PRE_ASSESSMENT', 'FEEDBACK'];

/** What its reporter is told of a report, and nobody else. */
export function describeFeedback(report: FollowedReport, about: string, now: Date): ReportFeedback {
  const { personRef, publicId: reportId, receivedAt } = report.receipt;
  const decided = stepOf(report.steps, 'PRE_ASSESSMENT');
  const clocks = reportClocks(courseOf(report), now).filter(({ kind }) => TOLD.includes(kind));
  return {
    ...{ personRef, reportId, about, receivedAt },
    outcome: decided?.outcome ?? 'PENDING',
    decidedOn: decided === null ? null : swedishDay(decided.at),
    clocks: clocks.map((clock) => ({ personRef, ...clock })),
  };
}

/** What who assesses a report sees of its course. */
export function describeUnderWay(report: FollowedReport, now: Date): ReportUnderWay {
  const { personRef, publicId: reportId, receivedAt, identityConfidence, familyInformed } = report.receipt;
  const clocks = reportClocks(courseOf(report), now);
  return {
    ...{ personRef, reportId, about: personRef, receivedAt, identityConfidence, familyInformed },
    isOverdue: clocks.some(isOverdue),
    clocks: clocks.map((clock) => ({ personRef, ...clock })),
  };
}

function isOverdue({ state }: ReportClock): boolean {
  return state === 'OVERDUE';
}

function stepOf(steps: readonly Step[], kind: string): Step | null {
  return steps.find((step) => step.kind === kind) ?? null;
}
