import { defineEnum } from '../platform/graphql-enum.ts';

export const ReportReason = defineEnum('ReportReason', 'What a concern report is about (anledning).', {
  VIOLENCE_AT_HOME: 'Våld i hemmet',
  CARE_FAILURE: 'Brister i omsorgen',
  GUARDIAN_SUBSTANCE_USE: 'Vårdnadshavares missbruk',
  CONFLICTS: 'Konflikter i familjen',
  NORM_BREAKING: 'Normbrytande beteende',
  CHILD_SUBSTANCE_USE: 'Barnets eget missbruk',
  SCHOOL_ABSENCE: 'Skolfrånvaro',
  OTHER: 'Annat',
});

export const IdentityConfidence = defineEnum(
  'IdentityConfidence',
  'How sure the reporter is of who it is about, JO 2902-2002 (säkerhet i identiteten).',
  { CERTAIN: 'Säker', PROBABLE: 'Sannolik', UNSURE: 'Osäker' },
);

export const ReportClockKind = defineEnum('ReportClockKind', 'What the law sets a time for (tidsfrist).', {
  PROTECTION_ASSESSMENT: 'Omedelbar skyddsbedömning, samma dag',
  PRE_ASSESSMENT: 'Förhandsbedömning, 14 dagar',
  INVESTIGATION: 'Utredning, fyra månader',
  FEEDBACK: 'Återkoppling till anmälaren, en vecka',
});

export const ReportClockState = defineEnum('ReportClockState', 'How a time limit stands (fristens läge).', {
  RUNNING: 'Löper',
  OVERDUE: 'Överskriden',
  DONE: 'Gjort i tid',
  DONE_LATE: 'Gjort för sent',
});

export const DecidedOutcome = defineEnum('DecidedOutcome', 'What a pre-assessment can be decided to (beslut).', {
  OPENED: 'Utredning inleds',
  NOT_OPENED: 'Utredning inleds inte',
  BELONGS_TO_OPEN_INVESTIGATION: 'Tillförs pågående utredning',
});

export type ReportReason = keyof typeof ReportReason;
export type IdentityConfidence = keyof typeof IdentityConfidence;
export type DecidedOutcome = keyof typeof DecidedOutcome;
