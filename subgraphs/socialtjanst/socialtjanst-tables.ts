import { REPORT_FEEDBACK, REPORT_RECEIPT, REPORT_STEP } from './report-tables.ts';
import { asStored, defineReleased, defineTable } from '../platform/define-table.ts';

/** Who is known to socialtjänsten, and the function that has the case (M20). */
export const CASE_WORKER = defineReleased('case_worker', { function: 'text', phone: 'text', email: 'text' });

/** A report of concern (M21). Its key and case number are for the register; no field shows them. */
export const CONCERN_REPORT = defineReleased(
  'concern_report',
  {
    reportKey: 'text',
    caseNumber: 'text',
    reportedAt: 'timestamptz',
    receivedAt: 'timestamptz',
    sourceType: 'text',
    reason: 'text',
  },
  { newestBy: 'receivedAt', open: ['reportKey', 'caseNumber'], hidden: ['reportedAt', 'reason'] },
);

/** What a report says (M22). */
export const CONCERN_REPORT_CONTENT = defineReleased(
  'concern_report_content',
  { reportKey: 'text', facts: 'text', worry: 'text', acute: 'boolean' },
  { open: ['reportKey'] },
);

/** Who reported (M23); nobody who was anonymous. */
export const CONCERN_REPORT_REPORTER = defineReleased(
  'concern_report_reporter',
  { reportKey: 'text', reporter: 'text' },
  { open: ['reportKey', 'reporter'] },
);

/** The member of staff who sent a report through the graph: a fact on which feedback turns. */
export const CONCERN_REPORT_SENDER = defineTable('concern_report_sender', { reportKey: 'text', staffSubject: 'text' });

/** What a report led to (M24). */
export const PRE_ASSESSMENT = defineReleased(
  'pre_assessment',
  { reportKey: 'text', outcome: 'text', decidedAt: 'date?' },
  { open: ['reportKey'] },
);

export const PROTECTION_ASSESSMENT = defineReleased(
  'protection_assessment',
  { caseNumber: 'text', assessedAt: 'timestamptz', immediateNeed: 'boolean', measure: 'text' },
  { newestBy: 'assessedAt', hidden: ['caseNumber'] },
);

export const SOCIAL_INVESTIGATION = defineReleased(
  'social_investigation',
  { investigationKey: 'text', caseNumber: 'text', openedAt: 'date', status: 'text', decidedAt: 'date?' },
  { newestBy: 'openedAt', open: ['investigationKey'], hidden: ['caseNumber'] },
);

/** What an investigation says (M27). */
export const SOCIAL_INVESTIGATION_CONTENT = defineReleased(
  'social_investigation_content',
  { investigationKey: 'text', content: 'text' },
  { open: ['investigationKey', 'content'] },
);

export const SOCIAL_MEASURE = defineReleased(
  'social_measure',
  { type: 'text', from: 'date', to: 'date?' },
  { newestBy: 'from' },
);

export const TREATMENT_NOTE = defineReleased('treatment_note', { date: 'date', text: 'text' }, { newestBy: 'date' });

export const PLACEMENT = defineReleased(
  'placement',
  { placementKey: 'text', kind: 'text', from: 'date', to: 'date?' },
  { newestBy: 'from', open: ['placementKey'] },
);

/** Where a placement is (M31); never of sheltered housing, OSL 26:14 c. */
export const PLACEMENT_LOCATION = defineReleased(
  'placement_location',
  { placementKey: 'text', location: 'text' },
  { open: ['placementKey', 'location'] },
);

/** The plan for coming back from the latest placement (M32); `contacts` is a JSON list of functions. */
export const RETURN_PLAN = defineReleased('return_plan', {
  returnsAt: 'date',
  schoolPlaceReady: 'boolean',
  contacts: 'jsonb',
});

export const FAMILY_SITUATION = defineReleased(
  'family_situation',
  { summary: 'text', updatedAt: 'date' },
  { newestBy: 'updatedAt' },
);

export const SUBSTANCE_USE_AND_HEALTH = defineReleased(
  'substance_use_and_health',
  { substanceUse: 'text', health: 'text', updatedAt: 'date' },
  { newestBy: 'updatedAt' },
);

export const STRUCTURED_RISK_ASSESSMENT = defineReleased(
  'structured_risk_assessment',
  { level: 'text', items: 'text[]', instrument: 'text', assessedAt: 'date' },
  { newestBy: 'assessedAt' },
);

export const COMPULSORY_CARE_DECISION = defineReleased(
  'compulsory_care_decision',
  { provision: 'text', decidedAt: 'date' },
  { newestBy: 'decidedAt' },
);

export const ECONOMIC_ASSISTANCE = defineReleased(
  'economic_assistance',
  { kind: 'text', from: 'date', to: 'date?' },
  { newestBy: 'from' },
);

/** The status of its consent is not here: the register of consents alone tells it. */
export const SIG_MEMBERSHIP = defineReleased(
  'sig_membership',
  { caseNumber: 'text', from: 'date', to: 'date?', endReason: 'text?' },
  { newestBy: 'from', open: ['caseNumber'] },
);

/** The same as a fact: a consent ends with its group. */
export const SIG_COURSE = asStored(SIG_MEMBERSHIP);

export const SIG_GOAL = defineReleased('sig_goal', { text: 'text', dueAt: 'date' });

/** `ownerAgency` and `ownerRole` are null for the young person and the guardians. */
export const SIG_COMMITMENT = defineReleased(
  'sig_commitment',
  { owner: 'text', ownerAgency: 'text?', ownerRole: 'text?', text: 'text', dueAt: 'date', kept: 'boolean?' },
  { open: ['ownerAgency', 'ownerRole'] },
);

export const SIG_PARTICIPANT = defineReleased(
  'sig_participant',
  { agency: 'text', role: 'text', function: 'text', staffSubject: 'text?' },
  { hidden: ['staffSubject'] },
);

export const SIG_MEETING = defineReleased(
  'sig_meeting',
  { date: 'date', agreedMinutes: 'text', notes: 'text' },
  { newestBy: 'date' },
);

export const SIG_INDICATOR = defineReleased('sig_indicator', {
  month: 'integer',
  attendancePercent: 'integer',
  newSuspicions: 'integer',
  newReports: 'integer',
  commitmentsKeptPercent: 'integer',
});

/** The register of consents (samtyckesregister), for a social insatsgrupp and else. */
export const CONSENT_ENTRY = defineTable(
  'consent_entry',
  {
    caseNumber: 'text',
    holders: 'text[]',
    recipients: 'text[]',
    fieldGroups: 'text[]',
    purpose: 'text',
    from: 'date',
    to: 'date',
    form: 'text',
    /** A random UUID; what decisions and records name the consent by. */
    publicId: 'text',
    /** Subjects of staff whom it names, beside the roles. */
    participants: 'text[]',
    /** `SOLE` or `JOINT` (ensam eller gemensam vårdnad). */
    custody: 'text',
    /** `[{"who","said"}]`, see `parseGivers`. */
    givers: 'jsonb',
    /** The section that lets one custodian's yes do: `FB 6:13` or `FB 6:13a`. */
    exception: 'text?',
    registeredAt: 'timestamptz',
    registeredBy: 'text?',
  },
  'from',
);

/** One who takes a consent back ends it. Whether a consent stands is computed; no row says so. */
export const CONSENT_WITHDRAWAL = defineTable(
  'consent_withdrawal',
  { consentId: 'text', withdrawnAt: 'timestamptz', withdrawnBy: 'text', registeredBy: 'text?', reason: 'text' },
  'withdrawnAt',
);

/** What was attested of a consent, written before it left: what has leaned on it, and until when something still can. */
export const CONSENT_ATTESTATION = defineTable(
  'consent_attestation',
  {
    consentId: 'text',
    holder: 'text',
    staffSubject: 'text',
    role: 'text',
    purpose: 'text',
    requestId: 'text',
    attestedAt: 'timestamptz',
    expiresAt: 'timestamptz',
  },
  'attestedAt',
);

export const SOCIALTJANST_TABLES = [
  CASE_WORKER,
  CONCERN_REPORT,
  CONCERN_REPORT_CONTENT,
  CONCERN_REPORT_REPORTER,
  CONCERN_REPORT_SENDER,
  PRE_ASSESSMENT,
  REPORT_FEEDBACK,
  PROTECTION_ASSESSMENT,
  SOCIAL_INVESTIGATION,
  SOCIAL_INVESTIGATION_CONTENT,
  SOCIAL_MEASURE,
  TREATMENT_NOTE,
  PLACEMENT,
  PLACEMENT_LOCATION,
  RETURN_PLAN,
  FAMILY_SITUATION,
  SUBSTANCE_USE_AND_HEALTH,
  STRUCTURED_RISK_ASSESSMENT,
  COMPULSORY_CARE_DECISION,
  ECONOMIC_ASSISTANCE,
  SIG_MEMBERSHIP,
  SIG_GOAL,
  SIG_COMMITMENT,
  SIG_PARTICIPANT,
  SIG_MEETING,
  SIG_INDICATOR,
  CONSENT_ENTRY,
  CONSENT_WITHDRAWAL,
  CONSENT_ATTESTATION,
  REPORT_RECEIPT,
  REPORT_STEP,
] as const;
