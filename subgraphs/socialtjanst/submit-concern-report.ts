import { createHash } from 'node:crypto';
import { inputInvalid } from '../../schema/input-problem.ts';
import { homeAgency, ROLE_TITLES, type Role } from '../../schema/role.ts';
import { swedishDay } from '../../schema/swedish-day.ts';
import type { AgencyContext } from '../platform/agency-context.ts';
import type { NamedPerson } from '../platform/desk/read-person.ts';
import { readFreeText } from '../platform/desk/read-free-text.ts';
import { idUnderKey } from '../platform/desk/read-text-input.ts';
import { addRow } from './add-row.ts';
import type { SubmitConcernReportInput } from './report-desk.type.ts';
import { REPORT_RECEIPT } from './report-tables.ts';
import { ReportSource } from './socialtjanst-enums.type.ts';
import * as tables from './socialtjanst-tables.ts';

/**
 * Takes in a report about one child or some, known here or not: one row of each kind a child. The same idempotency key again makes
 * no second report.
 * @throws SamsynError INPUT_INVALID
 */
export async function submitConcernReport(
  persons: readonly NamedPerson[],
  input: SubmitConcernReportInput,
  context: AgencyContext,
): Promise<readonly string[]> {
  const { agency, asker } = context;
  const content = readContent(input);
  const submissionId = idUnderKey(input.idempotencyKey, agency, 'submitConcernReport', asker.staffSubject);
  const digest = digestOf(persons, content);
  for (const { personRef } of persons) {
    const publicId = idUnderKey(input.idempotencyKey, agency, 'concernReport', asker.staffSubject, personRef);
    await addReport({ personRef, publicId, submissionId, digest }, content, context);
  }
  const stored = await context.manager.find(REPORT_RECEIPT.entity, { where: { submissionId } });
  if (stored.length !== persons.length || stored.some((receipt) => receipt.digest !== digest)) {
    throw inputInvalid('key-used');
  }
  return persons.flatMap(({ personRef }) =>
    stored.filter((receipt) => receipt.personRef === personRef).map(({ publicId }) => publicId),
  );
}

type ReportContent = Pick<
  SubmitConcernReportInput,
  'facts' | 'worry' | 'acute' | 'reason' | 'identityConfidence' | 'familyInformed'
>;

function readContent({ facts, worry, ...input }: SubmitConcernReportInput): ReportContent {
  const { acute, reason, identityConfidence, familyInformed } = input;
  const read = { facts: readFreeText(facts), worry: readFreeText(worry) };
  return { ...read, acute, reason, identityConfidence, familyInformed };
}

interface NewReport {
  readonly personRef: string;
  readonly publicId: string;
  readonly submissionId: string;
  readonly digest: string;
}

async function addReport(
  { personRef, publicId, ...submission }: NewReport,
  input: ReportContent,
  { manager, asker, now }: AgencyContext,
): Promise<void> {
  const { staffSubject, role } = asker;
  const { identityConfidence, familyInformed, facts, worry, acute, reason } = input;
  const reportKey = publicId;
  const isNew = await addRow(manager, REPORT_RECEIPT, personRef, {
    ...{ publicId, reportKey, ...submission, receivedAt: now, staffSubject, role, identityConfidence, familyInformed },
  });
  if (!isNew) return;
  await addRow(manager, tables.CONCERN_REPORT, personRef, {
    ...{ reportKey, reason, reportedAt: now, receivedAt: now },
    caseNumber: `SN ${swedishDay(now).slice(0, 4)}/${publicId.slice(0, 8)}`,
    sourceType: sourceOf(role),
  });
  await addRow(manager, tables.CONCERN_REPORT_CONTENT, personRef, { reportKey, facts, worry, acute });
  await addRow(manager, tables.CONCERN_REPORT_REPORTER, personRef, { reportKey, reporter: ROLE_TITLES[role] });
  await addRow(manager, tables.CONCERN_REPORT_SENDER, personRef, { reportKey, staffSubject });
  await addRow(manager, tables.PRE_ASSESSMENT, personRef, { reportKey, outcome: 'PENDING', decidedAt: null });
}

function sourceOf(role: Role): string {
  const agency = homeAgency(role);
  if (agency === 'police') return ReportSource.POLICE;
  return agency === 'school' ? ReportSource.SCHOOL : ReportSource.SOCIAL_SERVICES;
}

/** So that a report that is sent again is compared without its text being read back. */
function digestOf(persons: readonly NamedPerson[], input: ReportContent): string {
  const { facts, worry, acute, reason, identityConfidence, familyInformed } = input;
  const refs = persons.map(({ personRef }) => personRef).toSorted();
  const said = [refs, facts, worry, acute, reason, identityConfidence, familyInformed];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}
