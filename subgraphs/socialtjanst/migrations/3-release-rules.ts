import { of, under, type ReleasedTableRule } from '../../platform/row-security.ts';

/** Feedback is about the report that one made oneself. */
function isOwnReport(table: string): string {
  return `EXISTS (SELECT FROM concern_report_sender AS sender WHERE sender.person_ref = ${table}.person_ref
    AND sender.report_key = ${table}.report_key AND sender.staff_subject = current_setting('samsyn.subject', true))`;
}

/** What feedback tells whole, once one has reported. */
const WHOLE = { 'own-report': 'true' } as const;

/** M20 to M27: what has come in about somebody, and what is made of it. */
export const CONCERN_RULES: readonly ReleasedTableRule[] = [
  {
    table: 'case_worker',
    row: 'M20',
    narrowed: WHOLE,
    views: [{ doors: ['SocialRecord.caseWorker'], columns: under('SocialRecord.caseWorker', 'function phone email') }],
  },
  {
    table: 'concern_report',
    row: 'M21',
    narrowed: { 'own-report': isOwnReport('concern_report') },
    views: [
      {
        doors: ['SocialRecord.concernReports'],
        columns: { ...under(null, 'report_key case_number'), ...of('ConcernReport', 'receivedAt sourceType') },
        newestBy: 'received_at',
      },
    ],
  },
  {
    table: 'concern_report_content',
    row: 'M22',
    narrowed: { 'own-report': isOwnReport('concern_report_content') },
    views: [
      {
        doors: ['ConcernReport.facts', 'ConcernReport.worry', 'ConcernReport.acute'],
        columns: { report_key: null, ...of('ConcernReport', 'facts worry acute') },
      },
    ],
  },
  {
    table: 'concern_report_reporter',
    row: 'M23',
    views: [{ doors: ['ConcernReport.reporter'], columns: under(null, 'report_key reporter') }],
  },
  {
    table: 'pre_assessment',
    row: 'M24',
    narrowed: { 'own-report': isOwnReport('pre_assessment') },
    views: [
      {
        doors: ['ConcernReport.preAssessment'],
        columns: { report_key: null, ...of('PreAssessment', 'outcome decidedAt') },
      },
    ],
  },
  {
    table: 'protection_assessment',
    row: 'M25',
    views: [
      {
        doors: ['SocialRecord.protectionAssessments'],
        columns: of('ProtectionAssessment', 'assessedAt immediateNeed measure'),
        newestBy: 'assessed_at',
      },
    ],
  },
  {
    table: 'social_investigation',
    row: 'M26',
    narrowed: WHOLE,
    views: [
      {
        doors: ['SocialRecord.investigations'],
        columns: { investigation_key: null, ...of('SocialInvestigation', 'openedAt status decidedAt') },
        newestBy: 'opened_at',
      },
    ],
  },
  {
    table: 'social_investigation_content',
    row: 'M27',
    views: [{ doors: ['SocialInvestigation.content'], columns: under(null, 'investigation_key content') }],
  },
];

function listed(
  table: string,
  row: string,
  list: { readonly door: string; readonly type: string; readonly fields: string; readonly newestBy?: string },
): ReleasedTableRule {
  const { door, type, fields, newestBy } = list;
  const view = { doors: [`SocialRecord.${door}`], columns: of(type, fields) };
  return { table, row, views: [newestBy === undefined ? view : { ...view, newestBy }] };
}

/** M28 to M37: the help that somebody gets. */
export const CARE_RULES: readonly ReleasedTableRule[] = [
  listed('social_measure', 'M28', {
    door: 'measures',
    type: 'SocialMeasure',
    fields: 'type from to',
    newestBy: 'from',
  }),
  listed('treatment_note', 'M29', {
    door: 'treatmentNotes',
    type: 'TreatmentNote',
    fields: 'date text',
    newestBy: 'date',
  }),
  {
    table: 'placement',
    row: 'M30',
    views: [
      {
        doors: ['SocialRecord.placements'],
        columns: { placement_key: null, ...of('Placement', 'kind from to') },
        newestBy: 'from',
      },
    ],
  },
  {
    table: 'placement_location',
    row: 'M31',
    views: [{ doors: ['Placement.location'], columns: under(null, 'placement_key location') }],
  },
  listed('return_plan', 'M32', {
    door: 'returnPlan',
    type: 'ReturnPlan',
    fields: 'returnsAt schoolPlaceReady contacts',
  }),
  listed('family_situation', 'M33', {
    door: 'familySituation',
    type: 'FamilySituation',
    fields: 'summary updatedAt',
    newestBy: 'updated_at',
  }),
  listed('substance_use_and_health', 'M34', {
    door: 'substanceUseAndHealth',
    type: 'SubstanceUseAndHealth',
    fields: 'substanceUse health updatedAt',
    newestBy: 'updated_at',
  }),
  listed('structured_risk_assessment', 'M35', {
    door: 'structuredRiskAssessment',
    type: 'StructuredRiskAssessment',
    fields: 'level items instrument assessedAt',
    newestBy: 'assessed_at',
  }),
  listed('compulsory_care_decision', 'M36', {
    door: 'compulsoryCareDecisions',
    type: 'CompulsoryCareDecision',
    fields: 'provision decidedAt',
    newestBy: 'decided_at',
  }),
  listed('economic_assistance', 'M37', {
    door: 'economicAssistance',
    type: 'EconomicAssistance',
    fields: 'kind from to',
    newestBy: 'from',
  }),
];

/** M38 to M42: the social insatsgrupp. */
export const SIG_RULES: readonly ReleasedTableRule[] = [
  {
    table: 'sig_membership',
    row: 'M38',
    // A consent ends with its group.
    isFact: true,
    views: [
      {
        doors: ['SocialRecord.sigMembership'],
        columns: { case_number: null, ...of('SigMembership', 'from to endReason') },
        newestBy: 'from',
      },
    ],
  },
  {
    table: 'sig_goal',
    row: 'M39',
    // Each sees the joint goals, and of the commitments the own.
    narrowed: { 'own-part': 'true' },
    views: [{ doors: ['SocialRecord.sigPlan'], columns: of('SigGoal', 'text dueAt') }],
  },
  {
    table: 'sig_commitment',
    row: 'M39',
    narrowed: { 'own-part': `owner_role = current_setting('samsyn.role', true)` },
    views: [
      {
        doors: ['SocialRecord.sigPlan'],
        columns: { ...under(null, 'owner_agency owner_role'), ...of('SigCommitment', 'owner text dueAt kept') },
      },
    ],
  },
  listed('sig_participant', 'M40', { door: 'sigParticipants', type: 'SigParticipant', fields: 'agency role function' }),
  listed('sig_meeting', 'M41', {
    door: 'sigMeetings',
    type: 'SigMeeting',
    fields: 'date agreedMinutes notes',
    newestBy: 'date',
  }),
  listed('sig_indicator', 'M42', {
    door: 'sigIndicators',
    type: 'SigIndicator',
    fields: 'month attendancePercent newSuspicions newReports commitmentsKeptPercent',
  }),
];
