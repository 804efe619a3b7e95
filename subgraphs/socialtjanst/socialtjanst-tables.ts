import { defineTable } from '../platform/define-table.ts';

/** Who is known to socialtjänsten, and the function that has the case (M20). */
export const CASE_WORKER = defineTable('case_worker', { function: 'text', phone: 'text', email: 'text' });

/** A report and its pre-assessment. The case number and the reporter's staff subject are for feedback; no field publishes them. */
export const CONCERN_REPORT = defineTable(
  'concern_report',
  {
    caseNumber: 'text',
    reportedAt: 'timestamptz',
    receivedAt: 'timestamptz',
    sourceType: 'text',
    reason: 'text',
    facts: 'text',
    worry: 'text',
    acute: 'boolean',
    reporter: 'text?',
    reporterStaffSubject: 'text?',
    preAssessmentOutcome: 'text',
    preAssessmentDecidedAt: 'date?',
  },
  'receivedAt',
);

export const PROTECTION_ASSESSMENT = defineTable(
  'protection_assessment',
  { caseNumber: 'text', assessedAt: 'timestamptz', immediateNeed: 'boolean', measure: 'text' },
  'assessedAt',
);

export const SOCIAL_INVESTIGATION = defineTable(
  'social_investigation',
  { caseNumber: 'text', openedAt: 'date', status: 'text', decidedAt: 'date?', content: 'text' },
  'openedAt',
);

export const SOCIAL_MEASURE = defineTable('social_measure', { type: 'text', from: 'date', to: 'date?' }, 'from');

export const TREATMENT_NOTE = defineTable('treatment_note', { date: 'date', text: 'text' }, 'date');

/** A placement with its return plan, if any; `returnContacts` is a JSON list of functions. */
export const PLACEMENT = defineTable(
  'placement',
  {
    kind: 'text',
    location: 'text?',
    from: 'date',
    to: 'date?',
    returnsAt: 'date?',
    schoolPlaceReady: 'boolean?',
    returnContacts: 'jsonb?',
  },
  'from',
);

export const FAMILY_SITUATION = defineTable('family_situation', { summary: 'text', updatedAt: 'date' }, 'updatedAt');

export const SUBSTANCE_USE_AND_HEALTH = defineTable(
  'substance_use_and_health',
  { substanceUse: 'text', health: 'text', updatedAt: 'date' },
  'updatedAt',
);

export const STRUCTURED_RISK_ASSESSMENT = defineTable(
  'structured_risk_assessment',
  { level: 'text', items: 'text[]', instrument: 'text', assessedAt: 'date' },
  'assessedAt',
);

export const COMPULSORY_CARE_DECISION = defineTable(
  'compulsory_care_decision',
  { provision: 'text', decidedAt: 'date' },
  'decidedAt',
);

export const ECONOMIC_ASSISTANCE = defineTable(
  'economic_assistance',
  { kind: 'text', from: 'date', to: 'date?' },
  'from',
);

/** The status of its consent is not here: the register of consents alone tells it. */
export const SIG_MEMBERSHIP = defineTable(
  'sig_membership',
  { caseNumber: 'text', from: 'date', to: 'date?', endReason: 'text?' },
  'from',
);

export const SIG_GOAL = defineTable('sig_goal', { text: 'text', dueAt: 'date' });

/** `ownerAgency` and `ownerRole` are null for the young person and the guardians. */
export const SIG_COMMITMENT = defineTable('sig_commitment', {
  owner: 'text',
  ownerAgency: 'text?',
  ownerRole: 'text?',
  text: 'text',
  dueAt: 'date',
  kept: 'boolean?',
});

export const SIG_PARTICIPANT = defineTable('sig_participant', {
  agency: 'text',
  role: 'text',
  function: 'text',
  staffSubject: 'text?',
});

export const SIG_MEETING = defineTable('sig_meeting', { date: 'date', agreedMinutes: 'text', notes: 'text' }, 'date');

export const SIG_INDICATOR = defineTable('sig_indicator', {
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
  PROTECTION_ASSESSMENT,
  SOCIAL_INVESTIGATION,
  SOCIAL_MEASURE,
  TREATMENT_NOTE,
  PLACEMENT,
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
] as const;
