import { inputInvalid } from '../../schema/input-problem.ts';
import { swedishDay } from '../../schema/swedish-day.ts';
import type { AgencyContext } from '../platform/agency-context.ts';
import type { NamedPerson } from '../platform/desk/read-person.ts';
import { readFreeText } from '../platform/desk/read-free-text.ts';
import { KNOWN_PERSON } from '../platform/platform-tables.ts';
import { addRow } from './add-row.ts';
import type { NewRow } from '../platform/define-table.ts';
import type { FollowedReport } from './describe-report.ts';
import { readReports } from './read-reports.ts';
import type { DecidePreAssessmentInput, RecordProtectionInput } from './report-desk.type.ts';
import { daysAfter, FEEDBACK_DAYS } from './report-clocks.ts';
import { REPORT_FEEDBACK, REPORT_STEP } from './report-tables.ts';
import * as tables from './socialtjanst-tables.ts';

/**
 * Writes down that the need of protection was assessed (SoL 20:1). Once a report; the same again changes nothing.
 * @throws SamsynError INPUT_INVALID
 */
export async function recordProtectionAssessment(
  { personRef }: NamedPerson,
  { reportId, immediateNeed, ...input }: RecordProtectionInput,
  context: AgencyContext,
): Promise<FollowedReport> {
  const { manager, now } = context;
  const measure = readFreeText(input.measure);
  await requireReport(personRef, reportId, context);
  const isNew = await addStep(
    personRef,
    { reportId, kind: 'PROTECTION_ASSESSMENT', outcome: null, investigationKey: null },
    context,
  );
  if (isNew) {
    const assessed = { caseNumber: reportId, assessedAt: now, immediateNeed, measure };
    await addRow(manager, tables.PROTECTION_ASSESSMENT, personRef, assessed);
  }
  return requireReport(personRef, reportId, context);
}

/**
 * Decides a pre-assessment (SoL 20:2). Where it opens an investigation, that begins the same day. The same decision again changes
 * nothing.
 * @throws SamsynError INPUT_INVALID, also when something else was decided
 */
export async function decidePreAssessment(
  { personRef }: NamedPerson,
  { reportId, outcome }: DecidePreAssessmentInput,
  context: AgencyContext,
): Promise<FollowedReport> {
  const { manager, now } = context;
  const { receipt } = await requireReport(personRef, reportId, context);
  const investigationKey = outcome === 'OPENED' ? reportId : null;
  const isNew = await addStep(personRef, { reportId, kind: 'PRE_ASSESSMENT', outcome, investigationKey }, context);
  const decidedAt = swedishDay(now);
  if (isNew) {
    await addRow(manager, tables.PRE_ASSESSMENT, personRef, { reportKey: receipt.reportKey, outcome, decidedAt });
    await addRow(manager, REPORT_FEEDBACK, personRef, feedbackOf(receipt, now));
  }
  if (isNew && outcome === 'OPENED') await openInvestigation(personRef, reportId, context);
  const report = await requireReport(personRef, reportId, context);
  const decided = report.steps.find(({ kind }) => kind === 'PRE_ASSESSMENT');
  if (decided?.outcome !== outcome) throw inputInvalid('report-decided');
  return report;
}

/** Whoever of staff reported can read the outcome in the graph from now on; others are to be told within the time. */
function feedbackOf(
  { reportKey, staffSubject }: FollowedReport['receipt'],
  now: Date,
): NewRow<typeof REPORT_FEEDBACK.columns> {
  const dueOn = daysAfter(swedishDay(now), FEEDBACK_DAYS);
  return { reportKey, dueOn, givenAt: staffSubject === null ? null : now };
}

async function openInvestigation(personRef: string, reportId: string, { manager, now }: AgencyContext): Promise<void> {
  const openedAt = swedishDay(now);
  await addRow(manager, KNOWN_PERSON, personRef, {});
  await addRow(manager, tables.SOCIAL_INVESTIGATION, personRef, {
    investigationKey: reportId,
    caseNumber: `SN ${openedAt.slice(0, 4)}/${reportId.slice(0, 8)}`,
    openedAt,
    status: 'ONGOING',
    decidedAt: null,
  });
}

interface NewStep {
  readonly reportId: string;
  readonly kind: string;
  readonly outcome: string | null;
  readonly investigationKey: string | null;
}

function addStep(personRef: string, step: NewStep, { manager, asker, now }: AgencyContext): Promise<boolean> {
  return addRow(manager, REPORT_STEP, personRef, { ...step, at: now, doneBy: asker.staffSubject });
}

async function requireReport(personRef: string, publicId: string, { manager }: AgencyContext): Promise<FollowedReport> {
  const [report] = await readReports(manager, { personRef, publicId }, 1);
  if (report === undefined) throw inputInvalid('unknown-report');
  return report;
}
