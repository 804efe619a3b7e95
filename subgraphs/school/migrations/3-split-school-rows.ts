import type { MigrationInterface, QueryRunner } from 'typeorm';
import { of, under, type ReleasedTableRule } from '../../platform/row-security.ts';
import { personRules, secureAgency, splitPersons } from '../../platform/split-migration.ts';

const ATTENDANCE: readonly ReleasedTableRule[] = [
  {
    table: 'enrolment',
    row: 'M44',
    views: [
      {
        doors: ['SchoolRecord.enrolment'],
        columns: of('Enrolment', 'unitCode school kind municipality stage grade className from'),
        newestBy: 'from',
      },
    ],
  },
  {
    table: 'guardian_contact',
    row: 'M45',
    views: [
      { doors: ['SchoolRecord.guardianContacts'], columns: of('GuardianContact', 'name phone relation isCustodian') },
    ],
  },
  {
    table: 'term_attendance',
    row: 'M46',
    views: [
      {
        doors: ['SchoolRecord.attendance'],
        columns: of('TermAttendance', 'term presentPercent validAbsenceHours invalidAbsenceHours'),
        newestBy: 'term_start',
      },
    ],
  },
  {
    table: 'presence',
    row: 'M47',
    views: [{ doors: ['SchoolRecord.presentNow'], columns: under(null, 'is_present as_of'), newestBy: 'as_of' }],
  },
  {
    table: 'support_plan',
    row: 'M48',
    views: [
      {
        doors: ['SchoolRecord.supportPlan'],
        columns: of('SupportPlan', 'needs adaptations decidedAt reviewAt'),
        newestBy: 'decided_at',
      },
    ],
  },
];

const NOTES: readonly ReleasedTableRule[] = [
  {
    table: 'medical_note',
    row: 'M49',
    views: [{ doors: ['SchoolRecord.medicalNotes'], columns: of('MedicalNote', 'date text'), newestBy: 'date' }],
  },
  {
    table: 'psychosocial_note',
    row: 'M50',
    views: [
      { doors: ['SchoolRecord.psychosocialNotes'], columns: of('PsychosocialNote', 'date text'), newestBy: 'date' },
    ],
  },
  {
    table: 'disciplinary_incident',
    row: 'M51',
    views: [
      {
        doors: ['SchoolRecord.disciplinaryIncidents'],
        columns: of('DisciplinaryIncident', 'date type measure text'),
        newestBy: 'date',
      },
    ],
  },
  {
    table: 'grade',
    row: 'M52',
    views: [
      {
        doors: ['SchoolRecord.grades'],
        columns: of('Grade', 'term subject grade goalAttainment'),
        newestBy: 'term_start',
      },
    ],
  },
  {
    table: 'mentor_observation',
    row: 'M53',
    views: [
      {
        doors: ['SchoolRecord.mentorObservations'],
        columns: of('MentorObservation', 'date author kind text'),
        newestBy: 'date',
      },
    ],
  },
];

/** Each table holds one row of the access matrix, and row-level security lets through what a request's receipt permits. */
export class SplitSchoolRows3 implements MigrationInterface {
  readonly name = 'SplitSchoolRows1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await splitPersons(runner);
    const persons = personRules('SchoolRecord', { row: 'M44', door: 'SchoolRecord.enrolment' });
    await secureAgency(runner, 'school', { rules: [...persons, ...ATTENDANCE, ...NOTES] });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
