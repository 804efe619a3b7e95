import type { MigrationInterface, QueryRunner } from 'typeorm';
import { of, under, type ReleasedTableRule } from '../../platform/row-security.ts';
import {
  addItemKey,
  moveColumns,
  personRules,
  secureAgency,
  splitPersons,
  type Move,
} from '../../platform/split-migration.ts';

const MOVES: readonly Move[] = [
  {
    table: 'incident_narrative',
    // Nobody at the police has summed up what was written before there were summaries.
    columns: 'incident_key text NOT NULL, narrative text NOT NULL, summary text, UNIQUE (person_ref, incident_key)',
    from: 'SELECT person_ref, incident_key, narrative, NULL FROM incident ORDER BY id',
  },
  {
    table: 'observation_reliability',
    columns: `observation_key text NOT NULL, source_reliability text NOT NULL, information_correctness integer NOT NULL,
      not_suspected boolean NOT NULL, UNIQUE (person_ref, observation_key),
      CONSTRAINT observation_reliability_source_check CHECK (source_reliability IN ('A', 'B', 'C', 'D', 'E')),
      CONSTRAINT observation_reliability_correctness_check CHECK (information_correctness BETWEEN 1 AND 4)`,
    from: `SELECT person_ref, observation_key, source_reliability, information_correctness, not_suspected FROM observation
      ORDER BY id`,
  },
];

const EMPTIED = {
  incident: ['narrative', 'place_kind'],
  observation: ['source_reliability', 'information_correctness', 'not_suspected'],
};

const CRIMES: readonly ReleasedTableRule[] = [
  {
    table: 'police_contact',
    row: 'M05',
    views: [
      { doors: ['PoliceRecord.caseContact'], columns: under('PoliceRecord.caseContact', 'function phone email') },
    ],
  },
  {
    table: 'incident',
    row: 'M06',
    views: [
      {
        doors: ['PoliceRecord.incidents'],
        columns: { ...under(null, 'incident_key role'), ...of('PoliceIncident', 'date type area') },
        newestBy: 'date',
      },
    ],
  },
  {
    table: 'incident_narrative',
    row: 'M07',
    views: [
      {
        doors: ['PoliceIncident.narrative', 'PoliceIncident.summary'],
        columns: { incident_key: null, ...of('PoliceIncident', 'narrative summary') },
      },
    ],
  },
  {
    table: 'suspicion',
    row: 'M08',
    narrowed: { 'school-related': 'school_related' },
    views: [
      {
        doors: ['PoliceRecord.suspicions'],
        columns: { dropped_at: null, ...of('Suspicion', 'crimeCode crime date status schoolRelated') },
        copies: { at_school: 'school_related' },
        newestBy: 'date',
      },
    ],
  },
  {
    table: 'ongoing_investigation',
    row: 'M10',
    views: [
      {
        doors: ['PoliceRecord.ongoingInvestigations'],
        columns: of('OngoingInvestigation', 'caseNumber openedAt stage leadUnit detail'),
        newestBy: 'opened_at',
      },
    ],
  },
  {
    table: 'victim_status',
    row: 'M16',
    views: [
      {
        doors: ['PoliceRecord.victimStatuses'],
        columns: of('VictimStatus', 'date crime protectionNeed supportContact'),
        newestBy: 'date',
      },
    ],
  },
  {
    table: 'missing_or_wanted',
    row: 'M19',
    views: [
      {
        doors: ['PoliceRecord.missingOrWanted'],
        columns: of('MissingOrWanted', 'kind since endedAt'),
        newestBy: 'since',
      },
    ],
  },
];

const PREVENTION: readonly ReleasedTableRule[] = [
  {
    table: 'observation',
    row: 'M11',
    views: [
      {
        doors: ['PoliceRecord.observations'],
        columns: { observation_key: null, ...of('Observation', 'observedAt area text expiresAt') },
        copies: { lapses_at: 'expires_at' },
        newestBy: 'observed_at',
      },
    ],
  },
  {
    table: 'observation_reliability',
    row: 'M13',
    views: [
      {
        doors: ['Observation.sourceReliability', 'Observation.informationCorrectness', 'Observation.notSuspected'],
        columns: {
          observation_key: null,
          ...of('Observation', 'sourceReliability informationCorrectness notSuspected'),
        },
      },
    ],
  },
  {
    table: 'associate',
    row: 'M12',
    views: [
      {
        doors: ['PoliceRecord.associates'],
        columns: of('Associate', 'associateRef kind since notSuspected'),
        newestBy: 'since',
      },
    ],
  },
  {
    table: 'risk_rating',
    row: 'M14',
    existence: ['PoliceRecord.riskRatingExists'],
    views: [
      {
        doors: ['PoliceRecord.riskRating'],
        columns: of('RiskRating', 'level grounds author setAt expiresAt'),
        copies: { lapses_at: 'expires_at' },
        newestBy: 'set_at',
      },
      {
        name: 'risk_rating_sign',
        doors: ['PoliceRecord.riskRatingExists'],
        columns: {},
        copies: { lapses_at: 'expires_at' },
      },
    ],
  },
  {
    table: 'drug_intervention',
    row: 'M15',
    views: [
      {
        doors: ['PoliceRecord.drugInterventions'],
        columns: of('DrugIntervention', 'date area substance action'),
        newestBy: 'date',
      },
    ],
  },
  {
    table: 'serious_talk',
    row: 'M17',
    existence: ['PoliceRecord.seriousTalksExist'],
    views: [
      {
        doors: ['PoliceRecord.seriousTalks'],
        columns: of('SeriousTalk', 'plannedFor heldAt attendedBy agreements followUpAt'),
        newestBy: 'planned_for',
      },
      { name: 'serious_talk_sign', doors: ['PoliceRecord.seriousTalksExist'], columns: {} },
    ],
  },
  {
    table: 'exit_case',
    row: 'M18',
    views: [
      {
        doors: ['PoliceRecord.exitCase'],
        columns: {
          ...of('ExitCase', 'openedAt threatLevel threatAssessment'),
          ...under('ExitCase.contact', 'contact_function contact_phone contact_email'),
        },
      },
    ],
  },
];

/** Each table holds one row of the access matrix, and row-level security lets through what a request's receipt permits. */
export class SplitPoliceRows3 implements MigrationInterface {
  readonly name = 'SplitPoliceRows1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await splitPersons(runner);
    await addItemKey(runner, 'incident', 'incident_key');
    await addItemKey(runner, 'observation', 'observation_key');
    await moveColumns(runner, MOVES, EMPTIED);
    const persons = personRules('PoliceRecord', { row: 'M05', door: 'PoliceRecord.isKnown' });
    await secureAgency(runner, 'police', { rules: [...persons, ...CRIMES, ...PREVENTION] });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
