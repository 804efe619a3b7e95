import type { AgencyContext } from '../platform/agency-context.ts';
import type { RowLoader } from '../platform/row-loader.ts';
import { REPORT_RECEIPT, REPORT_STEP } from './report-tables.ts';
import { CONCERN_REPORT_SENDER } from './socialtjanst-tables.ts';

/** Whether somebody of staff has reported concern for a person. */
export async function hasReported(rows: RowLoader, personRef: string, staffSubject: string): Promise<boolean> {
  const senders = await rows.many(CONCERN_REPORT_SENDER, personRef);
  return senders.some((sender) => sender.staffSubject === staffSubject);
}

interface Reports {
  readonly reportKey: string;
}

interface Investigations {
  readonly investigationKey: string;
}

/**
 * Keeps to the reports that the asker may see of a person: all of them, or where the field is open as feedback (SoL 19:6) the own.
 */
export async function keepOwnReports<Report extends Reports>(
  reports: readonly Report[],
  personRef: string,
  context: AgencyContext,
): Promise<readonly Report[]> {
  const { rows, asker } = context;
  // Where it is closed the database shows none, whoever looks.
  if (reports.length === 0) return reports;
  const { ground } = await context.openingOf('SocialRecord.concernReports', personRef);
  if (ground !== 'feedback') return reports;
  const senders = await rows.many(CONCERN_REPORT_SENDER, personRef);
  const own = senders.filter(({ staffSubject }) => staffSubject === asker.staffSubject);
  return reports.filter(({ reportKey }) => own.some((sender) => sender.reportKey === reportKey));
}

/** The same of investigations: those that the own reports opened. */
export async function keepOwnInvestigations<Investigation extends Investigations>(
  investigations: readonly Investigation[],
  personRef: string,
  context: AgencyContext,
): Promise<readonly Investigation[]> {
  const { rows, asker } = context;
  const [receipts, steps] = await Promise.all([
    rows.many(REPORT_RECEIPT, personRef),
    rows.many(REPORT_STEP, personRef),
  ]);
  if (investigations.length === 0) return investigations;
  const { ground } = await context.openingOf('SocialRecord.investigations', personRef);
  if (ground !== 'feedback') return investigations;
  const own = new Set(
    receipts.filter(({ staffSubject }) => staffSubject === asker.staffSubject).map(({ publicId }) => publicId),
  );
  const opened = steps.filter(({ reportId }) => own.has(reportId)).map(({ investigationKey }) => investigationKey);
  return investigations.filter(({ investigationKey }) => opened.includes(investigationKey));
}
