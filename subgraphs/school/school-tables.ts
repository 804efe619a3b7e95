import { defineReleased } from '../platform/define-table.ts';

export const ENROLMENT = defineReleased(
  'enrolment',
  {
    unitCode: 'text',
    school: 'text',
    kind: 'text',
    municipality: 'text',
    stage: 'text',
    grade: 'text',
    className: 'text',
    from: 'date',
  },
  { newestBy: 'from' },
);

export const GUARDIAN_CONTACT = defineReleased('guardian_contact', {
  name: 'text',
  phone: 'text',
  relation: 'text',
  isCustodian: 'boolean',
});

/**
 * `termStart` orders the terms: by name, HT2025 would come before VT2025. `hoursTaught` is what absence is a share of; null where
 * it was not kept.
 */
export const TERM_ATTENDANCE = defineReleased(
  'term_attendance',
  {
    term: 'text',
    termStart: 'date',
    presentPercent: 'integer',
    validAbsenceHours: 'integer',
    invalidAbsenceHours: 'integer',
    hoursTaught: 'integer?',
  },
  { newestBy: 'termStart', hidden: ['termStart', 'hoursTaught'] },
);

export const PRESENCE = defineReleased(
  'presence',
  { isPresent: 'boolean', asOf: 'timestamptz' },
  { newestBy: 'asOf', open: ['isPresent', 'asOf'] },
);

export const SUPPORT_PLAN = defineReleased(
  'support_plan',
  { needs: 'text', adaptations: 'text[]', decidedAt: 'date', reviewAt: 'date' },
  { newestBy: 'decidedAt' },
);

export const MEDICAL_NOTE = defineReleased('medical_note', { date: 'date', text: 'text' }, { newestBy: 'date' });

export const PSYCHOSOCIAL_NOTE = defineReleased(
  'psychosocial_note',
  { date: 'date', text: 'text' },
  { newestBy: 'date' },
);

export const DISCIPLINARY_INCIDENT = defineReleased(
  'disciplinary_incident',
  { date: 'date', type: 'text', measure: 'text', text: 'text' },
  { newestBy: 'date' },
);

export const GRADE = defineReleased(
  'grade',
  { term: 'text', termStart: 'date', subject: 'text', grade: 'text?', goalAttainment: 'text' },
  { newestBy: 'termStart', hidden: ['termStart'] },
);

export const MENTOR_OBSERVATION = defineReleased(
  'mentor_observation',
  { date: 'date', author: 'text', kind: 'text', text: 'text' },
  { newestBy: 'date' },
);

export const SCHOOL_TABLES = [
  ENROLMENT,
  GUARDIAN_CONTACT,
  TERM_ATTENDANCE,
  PRESENCE,
  SUPPORT_PLAN,
  MEDICAL_NOTE,
  PSYCHOSOCIAL_NOTE,
  DISCIPLINARY_INCIDENT,
  GRADE,
  MENTOR_OBSERVATION,
] as const;
