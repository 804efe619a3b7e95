import { defineTable } from '../platform/define-table.ts';

/** Who occurs with the police, and the function to contact about it (M05). */
export const POLICE_CONTACT = defineTable('police_contact', { function: 'text', phone: 'text', email: 'text' });

export const INCIDENT = defineTable(
  'incident',
  { date: 'date', type: 'text', area: 'text', placeKind: 'text', role: 'text', narrative: 'text' },
  'date',
);

export const SUSPICION = defineTable(
  'suspicion',
  { crimeCode: 'text', crime: 'text', date: 'date', status: 'text', droppedAt: 'date?', schoolRelated: 'boolean' },
  'date',
);

export const ONGOING_INVESTIGATION = defineTable(
  'ongoing_investigation',
  { caseNumber: 'text', openedAt: 'date', stage: 'text', leadUnit: 'text', detail: 'text' },
  'openedAt',
);

export const OBSERVATION = defineTable(
  'observation',
  {
    observedAt: 'timestamptz',
    area: 'text',
    text: 'text',
    sourceReliability: 'text',
    informationCorrectness: 'integer',
    notSuspected: 'boolean',
    expiresAt: 'date',
  },
  'observedAt',
);

export const ASSOCIATE = defineTable(
  'associate',
  { associateRef: 'text', kind: 'text', since: 'date', notSuspected: 'boolean' },
  'since',
);

export const RISK_RATING = defineTable(
  'risk_rating',
  { level: 'text', grounds: 'text', author: 'text', setAt: 'date', expiresAt: 'date' },
  'setAt',
);

export const DRUG_INTERVENTION = defineTable(
  'drug_intervention',
  { date: 'date', area: 'text', substance: 'text', action: 'text' },
  'date',
);

export const VICTIM_STATUS = defineTable(
  'victim_status',
  { date: 'date', crime: 'text', protectionNeed: 'text', supportContact: 'text' },
  'date',
);

export const SERIOUS_TALK = defineTable(
  'serious_talk',
  { plannedFor: 'date', heldAt: 'date?', attendedBy: 'text[]', agreements: 'text[]', followUpAt: 'date?' },
  'plannedFor',
);

export const EXIT_CASE = defineTable('exit_case', {
  openedAt: 'date',
  threatLevel: 'text',
  threatAssessment: 'text',
  contactFunction: 'text',
  contactPhone: 'text',
  contactEmail: 'text',
});

export const MISSING_OR_WANTED = defineTable(
  'missing_or_wanted',
  { kind: 'text', since: 'timestamptz', endedAt: 'timestamptz?' },
  'since',
);

export const POLICE_TABLES = [
  POLICE_CONTACT,
  INCIDENT,
  SUSPICION,
  ONGOING_INVESTIGATION,
  OBSERVATION,
  ASSOCIATE,
  RISK_RATING,
  DRUG_INTERVENTION,
  VICTIM_STATUS,
  SERIOUS_TALK,
  EXIT_CASE,
  MISSING_OR_WANTED,
] as const;
