import { defineTable } from './define-table.ts';

/** The persons an agency knows, with what identifies them there. */
export const PERSON = defineTable('person', {
  number: 'text?',
  givenName: 'text',
  familyName: 'text',
  address: 'text?',
  birthDate: 'date?',
});

/**
 * Persons with a protected identity. Delivered for the whole population, known here or not (as folkbokföringen does), so that
 * the warning tells nothing of who is known.
 */
export const PROTECTED_PERSON = defineTable('protected_person', { marking: 'text', contact: 'text' });

/**
 * Earlier refs of a person: a samordningsnummer that became a personnummer. `personRef` is the earlier one. Delivered for the
 * whole population, like the markings, so that both numbers lead to the same answer at every agency.
 */
export const FORMER_REF = defineTable('former_ref', { currentRef: 'text' });

/** Which member of staff works with which person, as what, and when. */
export const CASE_ASSIGNMENT = defineTable('case_assignment', {
  staffSubject: 'text',
  kind: 'text',
  caseNumber: 'text',
  validFrom: 'date',
  validTo: 'date?',
});

export const PLATFORM_PERSON_TABLES = [PERSON, PROTECTED_PERSON, FORMER_REF, CASE_ASSIGNMENT] as const;
