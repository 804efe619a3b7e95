import { asStored, defineReleased, defineTable } from './define-table.ts';

/** The persons an agency knows (M05, M20, M44): being there at all. */
export const KNOWN_PERSON = defineReleased('known_person', {});

/** What identifies them there (M01). */
export const PERSON = defineReleased('person', { number: 'text?', givenName: 'text', familyName: 'text' });

/** Where they live, at agencies that keep it (M02). */
export const PERSON_ADDRESS = defineReleased('person_address', { address: 'text' }, { open: ['address'] });

/** The day of birth, on which limits of age in the law turn, and the sex, for counts alone; no field shows either. */
export const PERSON_BIRTH = defineTable('person_birth', { birthDate: 'date', sex: 'text?' });

/**
 * Persons with a protected identity. Delivered for the whole population, known here or not (as folkbokföringen does), so that
 * the warning tells nothing of who is known.
 */
export const PROTECTED_PERSON = defineReleased('protected_person', { marking: 'text', contact: 'text' });

/** The same as a fact: whether somebody is protected, whoever asks. */
export const PROTECTION = asStored(PROTECTED_PERSON);

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

export const PLATFORM_PERSON_TABLES = [
  KNOWN_PERSON,
  PERSON,
  PERSON_ADDRESS,
  PERSON_BIRTH,
  PROTECTED_PERSON,
  FORMER_REF,
  CASE_ASSIGNMENT,
] as const;
