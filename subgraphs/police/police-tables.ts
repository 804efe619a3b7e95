import { defineReleased, defineSign } from '../platform/define-table.ts';

/** Who occurs with the police, and the function to contact about it (M05). */
export const POLICE_CONTACT = defineReleased('police_contact', { function: 'text', phone: 'text', email: 'text' });

export const INCIDENT = defineReleased(
  'incident',
  { incidentKey: 'text', date: 'date', type: 'text', area: 'text', role: 'text' },
  { newestBy: 'date', open: ['incidentKey', 'role'] },
);

/** The free text of an incident and the police's own summary of it (M07). */
export const INCIDENT_NARRATIVE = defineReleased(
  'incident_narrative',
  { incidentKey: 'text', narrative: 'text', summary: 'text?' },
  { open: ['incidentKey'] },
);

export const SUSPICION = defineReleased(
  'suspicion',
  { crimeCode: 'text', crime: 'text', date: 'date', status: 'text', droppedAt: 'date?', schoolRelated: 'boolean' },
  { newestBy: 'date', open: ['droppedAt'], copies: { atSchool: 'schoolRelated' } },
);

export const ONGOING_INVESTIGATION = defineReleased(
  'ongoing_investigation',
  { caseNumber: 'text', openedAt: 'date', stage: 'text', leadUnit: 'text', detail: 'text' },
  { newestBy: 'openedAt' },
);

export const OBSERVATION = defineReleased(
  'observation',
  { observationKey: 'text', observedAt: 'timestamptz', area: 'text', text: 'text', expiresAt: 'date' },
  { newestBy: 'observedAt', open: ['observationKey'], copies: { lapsesAt: 'expiresAt' } },
);

/** How far an observation can be trusted, which goes with it (M13). */
export const OBSERVATION_RELIABILITY = defineReleased(
  'observation_reliability',
  { observationKey: 'text', sourceReliability: 'text', informationCorrectness: 'integer', notSuspected: 'boolean' },
  { open: ['observationKey'] },
);

export const ASSOCIATE = defineReleased(
  'associate',
  { associateRef: 'text', kind: 'text', since: 'date', notSuspected: 'boolean' },
  { newestBy: 'since' },
);

export const RISK_RATING = defineReleased(
  'risk_rating',
  { level: 'text', grounds: 'text', author: 'text', setAt: 'date', expiresAt: 'date' },
  { newestBy: 'setAt', copies: { lapsesAt: 'expiresAt' } },
);

/** That a rating is in force, and nothing more. */
export const RISK_RATING_SIGN = defineSign('risk_rating_sign', { lapsesAt: 'date' });

export const DRUG_INTERVENTION = defineReleased(
  'drug_intervention',
  { date: 'date', area: 'text', substance: 'text', action: 'text' },
  { newestBy: 'date' },
);

export const VICTIM_STATUS = defineReleased(
  'victim_status',
  { date: 'date', crime: 'text', protectionNeed: 'text', supportContact: 'text' },
  { newestBy: 'date' },
);

export const SERIOUS_TALK = defineReleased(
  'serious_talk',
  { plannedFor: 'date', heldAt: 'date?', attendedBy: 'text[]', agreements: 'text[]', followUpAt: 'date?' },
  { newestBy: 'plannedFor' },
);

/** That there are serious talks, and nothing more. */
export const SERIOUS_TALK_SIGN = defineSign('serious_talk_sign', {});

export const EXIT_CASE = defineReleased('exit_case', {
  openedAt: 'date',
  threatLevel: 'text',
  threatAssessment: 'text',
  contactFunction: 'text',
  contactPhone: 'text',
  contactEmail: 'text',
});

export const MISSING_OR_WANTED = defineReleased(
  'missing_or_wanted',
  { kind: 'text', since: 'timestamptz', endedAt: 'timestamptz?' },
  { newestBy: 'since' },
);

export const POLICE_TABLES = [
  POLICE_CONTACT,
  INCIDENT,
  INCIDENT_NARRATIVE,
  SUSPICION,
  ONGOING_INVESTIGATION,
  OBSERVATION,
  OBSERVATION_RELIABILITY,
  ASSOCIATE,
  RISK_RATING,
  DRUG_INTERVENTION,
  VICTIM_STATUS,
  SERIOUS_TALK,
  EXIT_CASE,
  MISSING_OR_WANTED,
] as const;

export const POLICE_SIGNS = [RISK_RATING_SIGN, SERIOUS_TALK_SIGN] as const;
