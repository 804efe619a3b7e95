import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addItemKey,
  moveColumns,
  personRules,
  secureAgency,
  splitPersons,
  type Move,
} from '../../platform/split-migration.ts';
import { CARE_RULES, CONCERN_RULES, SIG_RULES } from './3-release-rules.ts';

const REPORT_KEY = 'report_key text NOT NULL';
const UNIQUE_REPORT = 'UNIQUE (person_ref, report_key)';

const MOVES: readonly Move[] = [
  {
    table: 'concern_report_content',
    columns: `${REPORT_KEY}, facts text NOT NULL, worry text NOT NULL, acute boolean NOT NULL, ${UNIQUE_REPORT}`,
    from: 'SELECT person_ref, report_key, facts, worry, acute FROM concern_report ORDER BY id',
  },
  {
    table: 'concern_report_reporter',
    columns: `${REPORT_KEY}, reporter text NOT NULL, ${UNIQUE_REPORT}`,
    from: 'SELECT person_ref, report_key, reporter FROM concern_report WHERE reporter IS NOT NULL ORDER BY id',
  },
  {
    table: 'concern_report_sender',
    columns: `${REPORT_KEY}, staff_subject text NOT NULL, ${UNIQUE_REPORT}`,
    from: `SELECT person_ref, report_key, reporter_staff_subject FROM concern_report
      WHERE reporter_staff_subject IS NOT NULL ORDER BY id`,
  },
  {
    table: 'pre_assessment',
    columns: `${REPORT_KEY}, outcome text NOT NULL, decided_at date, ${UNIQUE_REPORT},
      CONSTRAINT pre_assessment_outcome_check CHECK (outcome IN ('PENDING', 'OPENED', 'NOT_OPENED',
        'BELONGS_TO_OPEN_INVESTIGATION')),
      CONSTRAINT pre_assessment_decided_check CHECK ((outcome = 'PENDING') = (decided_at IS NULL))`,
    from: 'SELECT person_ref, report_key, pre_assessment_outcome, pre_assessment_decided_at FROM concern_report ORDER BY id',
  },
  {
    table: 'social_investigation_content',
    columns: 'investigation_key text NOT NULL, content text NOT NULL, UNIQUE (person_ref, investigation_key)',
    from: 'SELECT person_ref, investigation_key, content FROM social_investigation ORDER BY id',
  },
  {
    table: 'placement_location',
    // OSL 26:14 c: where somebody is sheltered is not written down here at all; an old row without a place is none.
    columns: 'placement_key text NOT NULL, location text NOT NULL, UNIQUE (person_ref, placement_key)',
    from: `SELECT person_ref, placement_key, location FROM placement
      WHERE location IS NOT NULL AND kind <> 'SHELTERED_HOUSING' ORDER BY id`,
  },
  {
    table: 'return_plan',
    columns: 'returns_at date NOT NULL, school_place_ready boolean NOT NULL, contacts jsonb NOT NULL',
    // Of the latest placement alone: the plans of earlier ones have been carried out or dropped.
    from: `SELECT person_ref, returns_at, school_place_ready, return_contacts FROM (
        SELECT DISTINCT ON (person_ref) * FROM placement ORDER BY person_ref, "from" DESC, id) AS latest
      WHERE returns_at IS NOT NULL`,
  },
];

const EMPTIED = {
  concern_report: [
    'facts',
    'worry',
    'acute',
    'reporter',
    'reporter_staff_subject',
    'pre_assessment_outcome',
    'pre_assessment_decided_at',
  ],
  social_investigation: ['content'],
  placement: ['location', 'returns_at', 'school_place_ready', 'return_contacts'],
};

/** Each table holds one row of the access matrix, and row-level security lets through what a request's receipt permits. */
export class SplitSocialtjanstRows3 implements MigrationInterface {
  readonly name = 'SplitSocialtjanstRows1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await splitPersons(runner);
    await addItemKey(runner, 'concern_report', 'report_key');
    await addItemKey(runner, 'social_investigation', 'investigation_key');
    await addItemKey(runner, 'placement', 'placement_key');
    await moveColumns(runner, MOVES, EMPTIED);
    const persons = personRules('SocialRecord', { row: 'M20', door: 'SocialRecord.isKnown' });
    await secureAgency(runner, 'socialtjanst', {
      rules: [...persons, ...CONCERN_RULES, ...CARE_RULES, ...SIG_RULES],
      facts: {
        concern_report_sender: 'about-the-person',
        sig_membership: 'about-the-person',
        // A desk looks for those whose consent is to be talked about anew.
        consent_entry: 'or-at-the-desk',
      },
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
