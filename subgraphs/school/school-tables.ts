import { defineTable } from '../platform/define-table.ts';

export const ENROLMENT = defineTable(
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
  'from',
);

export const GUARDIAN_CONTACT = defineTable('guardian_contact', {
  name: 'text',
  phone: 'text',
  relation: 'text',
  isCustodian: 'boolean',
});

/** `termStart` orders the terms: by name, HT2025 would come before VT2025. */
export const TERM_ATTENDANCE = defineTable(
  'term_attendance',
  {
    term: 'text',
    termStart: 'date',
    presentPercent: 'integer',
    validAbsenceHours: 'integer',
    invalidAbsenceHours: 'integer',
  },
  'termStart',
);

export const PRESENCE = defineTable('presence', { isPresent: 'boolean', asOf: 'timestamptz' }, 'asOf');

export const SUPPORT_PLAN = defineTable(
  'support_plan',
  { needs: 'text', adaptations: 'text[]', decidedAt: 'date', reviewAt: 'date' },
  'decidedAt',
);

export const MEDICAL_NOTE = defineTable('medical_note', { date: 'date', text: 'text' }, 'date');

export const PSYCHOSOCIAL_NOTE = defineTable('psychosocial_note', { date: 'date', text: 'text' }, 'date');

export const DISCIPLINARY_INCIDENT = defineTable(
  'disciplinary_incident',
  { date: 'date', type: 'text', measure: 'text', text: 'text' },
  'date',
);

export const GRADE = defineTable(
  'grade',
  { term: 'text', termStart: 'date', subject: 'text', grade: 'text?', goalAttainment: 'text' },
  'termStart',
);

export const MENTOR_OBSERVATION = defineTable(
  'mentor_observation',
  { date: 'date', author: 'text', kind: 'text', text: 'text' },
  'date',
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
