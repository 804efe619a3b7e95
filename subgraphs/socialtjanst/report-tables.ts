import { defineTable } from '../platform/define-table.ts';

/**
 * That a report came in, when and from whom of staff: what feedback and clocks turn on. `publicId` names it at the desk, `reportKey`
 * in the tables of its rows of the matrix. What was sent with it by hand or letter has no `digest`.
 */
export const REPORT_RECEIPT = defineTable(
  'report_receipt',
  {
    publicId: 'text',
    reportKey: 'text',
    receivedAt: 'timestamptz',
    staffSubject: 'text?',
    role: 'text?',
    /** One for all the children of a report. */
    submissionId: 'text?',
    digest: 'text?',
    identityConfidence: 'text?',
    familyInformed: 'boolean?',
  },
  'receivedAt',
);

/** What was done about a report, once each: `kind` is PROTECTION_ASSESSMENT, PRE_ASSESSMENT (with its outcome) or CONCLUSION. */
export const REPORT_STEP = defineTable('report_step', {
  reportId: 'text',
  kind: 'text',
  at: 'timestamptz',
  outcome: 'text?',
  /** Of the investigation that it opened. */
  investigationKey: 'text?',
  doneBy: 'text?',
});

/** Until when the reporter was to be told of the decision, and when that was done; a later row says that it was. */
export const REPORT_FEEDBACK = defineTable('report_feedback', {
  reportKey: 'text',
  dueOn: 'date',
  givenAt: 'timestamptz?',
});
