import { createHash } from 'node:crypto';
import type { Agency } from '../../schema/agency.ts';
import type { Ref } from '../../schema/ref.ts';
import type { NewRow } from '../platform/define-table.ts';
import { FUNCTIONS } from '../platform/town/functions-directory.ts';
import type { ConsentEntry, SigFacts, SigPlan } from '../platform/town/sig-facts.ts';
import type {
  CompulsoryCareDecision,
  ConcernReport,
  Placement,
  Reporter,
  ReportFeedback,
  ReturnPlan,
  SocialFacts,
  StructuredRiskAssessment,
} from '../platform/town/social-facts.ts';
import type { Townsperson } from '../platform/town/townsperson.ts';
import { townRow, type FillContext, type TownRow } from '../platform/town-row.ts';
import type { ReturnContact } from './return-contacts.ts';
import { REPORT_FEEDBACK, REPORT_RECEIPT, REPORT_STEP } from './report-tables.ts';
import * as tables from './socialtjanst-tables.ts';

/** What socialtjänsten stores of an invented person. */
export function* socialtjanstRowsOf(person: Townsperson, { ref }: FillContext): Generator<TownRow> {
  const facts = person.socialtjanst;
  if (facts === null) return;
  const { function: title, unit, phone, email } = facts.caseWorker;
  yield townRow(tables.CASE_WORKER, ref, { function: `${title}, ${unit}`, phone, email });
  for (const [at, report] of facts.concernReports.entries()) {
    yield* reportRows(report, String(at + 1), ref);
    yield* receiptRows(report, { reportKey: String(at + 1), investigations: facts.investigations, ref });
  }
  for (const [at, { content, ...investigation }] of facts.investigations.entries()) {
    const investigationKey = String(at + 1);
    yield townRow(tables.SOCIAL_INVESTIGATION, ref, { ...investigation, investigationKey });
    yield townRow(tables.SOCIAL_INVESTIGATION_CONTENT, ref, { investigationKey, content });
  }
  yield* careRows(facts, ref);
  yield* sigRows(facts.sig, ref);
}

function* reportRows(report: ConcernReport, reportKey: string, ref: Ref): Generator<TownRow> {
  const { caseNumber, sourceType, reason, facts, worry, acute, preAssessment, feedback, protectionAssessment } = report;
  const reportedAt = new Date(report.reportedAt);
  const receivedAt = new Date(report.receivedAt);
  yield townRow(tables.CONCERN_REPORT, ref, { reportKey, caseNumber, reportedAt, receivedAt, sourceType, reason });
  yield townRow(tables.CONCERN_REPORT_CONTENT, ref, { reportKey, facts, worry, acute });
  const reporter = describeReporter(report.reporter);
  if (reporter !== null) yield townRow(tables.CONCERN_REPORT_REPORTER, ref, { reportKey, reporter });
  const { staffSubject } = report.reporter;
  if (staffSubject !== null) yield townRow(tables.CONCERN_REPORT_SENDER, ref, { reportKey, staffSubject });
  const { outcome, decidedAt } = preAssessment;
  yield townRow(tables.PRE_ASSESSMENT, ref, { reportKey, outcome, decidedAt });
  if (feedback !== null) yield townRow(REPORT_FEEDBACK, ref, feedbackRow(reportKey, feedback));
  yield townRow(tables.PROTECTION_ASSESSMENT, ref, {
    ...protectionAssessment,
    caseNumber,
    assessedAt: new Date(protectionAssessment.assessedAt),
  });
}

function feedbackRow(reportKey: string, { dueOn, givenAt }: ReportFeedback): NewRow<typeof REPORT_FEEDBACK.columns> {
  return { reportKey, dueOn, givenAt: givenAt === null ? null : new Date(givenAt) };
}

interface ReceivedReport {
  readonly reportKey: string;
  readonly investigations: SocialFacts['investigations'];
  readonly ref: Ref;
}

/** That it came in, and what was done; an investigation begins on the day it is decided. */
function* receiptRows(report: ConcernReport, { reportKey, investigations, ref }: ReceivedReport): Generator<TownRow> {
  const { outcome, decidedAt } = report.preAssessment;
  const reportId = deriveId(ref, report.caseNumber, 'report');
  yield townRow(REPORT_RECEIPT, ref, {
    ...{ publicId: reportId, reportKey, receivedAt: new Date(report.receivedAt) },
    staffSubject: report.reporter.staffSubject,
    ...{ role: null, submissionId: null, digest: null, identityConfidence: null, familyInformed: null },
  });
  const step = { reportId, outcome: null, investigationKey: null, doneBy: null };
  const assessedAt = new Date(report.protectionAssessment.assessedAt);
  yield townRow(REPORT_STEP, ref, { ...step, kind: 'PROTECTION_ASSESSMENT', at: assessedAt });
  if (decidedAt === null) return;
  const at = investigations.findIndex(({ openedAt }) => outcome === 'OPENED' && openedAt === decidedAt);
  const investigationKey = at === -1 ? null : String(at + 1);
  const decided = { ...step, outcome, investigationKey, at: new Date(`${decidedAt}T11:00:00Z`) };
  yield townRow(REPORT_STEP, ref, { ...decided, kind: 'PRE_ASSESSMENT' });
  const concludedAt = investigations[at]?.decidedAt ?? null;
  if (concludedAt === null) return;
  yield townRow(REPORT_STEP, ref, { ...step, kind: 'CONCLUSION', at: new Date(`${concludedAt}T11:00:00Z`) });
}

function describeReporter(reporter: Reporter): string | null {
  const known = [reporter.name, reporter.function].filter((part) => part !== null);
  return known.length === 0 ? null : known.join(', ');
}

function* careRows(facts: SocialFacts, ref: Ref): Generator<TownRow> {
  for (const item of facts.measures) yield townRow(tables.SOCIAL_MEASURE, ref, item);
  for (const item of facts.treatmentNotes) yield townRow(tables.TREATMENT_NOTE, ref, item);
  yield* placementRows(facts.placements, ref);
  if (facts.familySituation !== null) yield townRow(tables.FAMILY_SITUATION, ref, facts.familySituation);
  if (facts.substanceUseAndHealth !== null) {
    yield townRow(tables.SUBSTANCE_USE_AND_HEALTH, ref, facts.substanceUseAndHealth);
  }
  if (facts.structuredRiskAssessment !== null) yield riskRow(facts.structuredRiskAssessment, ref);
  for (const { provision, decidedAt } of facts.compulsoryCareDecisions) {
    yield townRow(tables.COMPULSORY_CARE_DECISION, ref, { provision: PROVISIONS[provision], decidedAt });
  }
  for (const item of facts.economicAssistance) yield townRow(tables.ECONOMIC_ASSISTANCE, ref, item);
}

const PROVISIONS: Readonly<Record<CompulsoryCareDecision['provision'], string>> = {
  'LVU 2': 'LVU_2',
  'LVU 3': 'LVU_3',
  'LVU 6': 'LVU_6',
};

function* placementRows(placements: readonly Placement[], ref: Ref): Generator<TownRow> {
  for (const [at, { kind, location, from, to }] of placements.entries()) {
    const placementKey = String(at + 1);
    yield townRow(tables.PLACEMENT, ref, { placementKey, kind, from, to });
    // OSL 26:14 c: where somebody is sheltered is never stored.
    if (kind !== 'SHELTERED_HOUSING') yield townRow(tables.PLACEMENT_LOCATION, ref, { placementKey, location });
  }
  const [latest] = placements.toSorted((one, other) => other.from.localeCompare(one.from));
  if (latest === undefined || latest.returnPlan === null) return;
  const { returnsAt, schoolPlaceReady } = latest.returnPlan;
  yield townRow(tables.RETURN_PLAN, ref, { returnsAt, schoolPlaceReady, contacts: contactsOf(latest.returnPlan) });
}

function contactsOf({ contacts }: ReturnPlan): readonly ReturnContact[] {
  return contacts.map(({ function: title, unit, phone, email }) => ({
    agency: agencyOf(email),
    function: `${title}, ${unit}`,
    phone,
    email,
  }));
}

/** A contact in the facts does not tell its agency; the directory that it was taken from does. */
function agencyOf(email: string): Agency | null {
  return FUNCTIONS.find((entry) => entry.email === email)?.agency ?? null;
}

const LEVELS = { LOW: 'låg', MODERATE: 'måttlig', HIGH: 'hög' } as const;

function riskRow(assessment: StructuredRiskAssessment, ref: Ref): TownRow {
  return townRow(tables.STRUCTURED_RISK_ASSESSMENT, ref, {
    ...assessment,
    items: assessment.items.map(({ item, level }) => `${item}: ${LEVELS[level]}`),
  });
}

function* sigRows(
  { membership, plan, participants, meetings, indicators, consents }: SigFacts,
  ref: Ref,
): Generator<TownRow> {
  if (membership !== null) yield townRow(tables.SIG_MEMBERSHIP, ref, membership);
  if (plan !== null) yield* planRows(plan, ref);
  for (const item of participants) yield townRow(tables.SIG_PARTICIPANT, ref, item);
  for (const item of meetings) yield townRow(tables.SIG_MEETING, ref, item);
  for (const item of indicators) yield townRow(tables.SIG_INDICATOR, ref, item);
  for (const item of consents) yield* consentRows(item, ref);
}

function* consentRows({ withdrawnAt, ...entry }: ConsentEntry, ref: Ref): Generator<TownRow> {
  const publicId = deriveId(ref, entry.caseNumber, entry.purpose);
  const registered = { exception: null, registeredAt: new Date(`${entry.from}T08:00:00Z`), registeredBy: null };
  yield townRow(tables.CONSENT_ENTRY, ref, { ...entry, ...registered, publicId });
  if (withdrawnAt === null) return;
  yield townRow(tables.CONSENT_WITHDRAWAL, ref, {
    consentId: publicId,
    withdrawnAt: new Date(`${withdrawnAt}T08:00:00Z`),
    withdrawnBy: entry.givers[0]?.who ?? 'NOT_RECORDED',
    registeredBy: null,
    reason: 'Vill inte längre delta',
  });
}

/** The same town has the same ids; what is registered later gets random ones. */
function deriveId(...from: readonly string[]): string {
  const hex = createHash('sha256').update(from.join(' ')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function* planRows({ goals, commitments }: SigPlan, ref: Ref): Generator<TownRow> {
  for (const goal of goals) yield townRow(tables.SIG_GOAL, ref, goal);
  for (const { owner, text, dueAt, kept } of commitments) {
    const { title, agency: ownerAgency, role: ownerRole } = owner;
    yield townRow(tables.SIG_COMMITMENT, ref, { owner: title, ownerAgency, ownerRole, text, dueAt, kept });
  }
}
