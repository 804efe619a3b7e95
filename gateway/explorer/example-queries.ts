import { DESK_EXAMPLES } from './desk-examples.ts';
import { readOperation } from '../documents/read-operation.ts';
import type { ExampleQuery } from './example-query.ts';

/** Asked at every sign-in, for the bar and the list of purposes. */
export const WHO_AM_I = readOperation('WhoAmI');

/** Stands in the variables where a person's number goes; filled in when the gateway was told of somebody to try things on. */
export const NUMBER_TO_FILL_IN = 'YYYYMMDDNNNN';

const NUMBER = { number: NUMBER_TO_FILL_IN } as const;

const FRONTEND = 'Frontend teams';
const AGENCY_SYSTEMS = 'Agency systems';
const ANALYSTS = 'Analysts and oversight';

/** The menu of examples, in its order. */
export const EXAMPLE_QUERIES: readonly ExampleQuery[] = [
  {
    group: FRONTEND,
    title: 'Who am I',
    shows: 'Your role, your agency, and the purposes that are open to you. It needs no purpose.',
    signInAs: 'colocated',
    purpose: null,
    caseNumber: '',
    query: WHO_AM_I,
    variables: {},
  },
  {
    group: FRONTEND,
    title: 'One person, all agencies',
    shows: 'The joint view before a SIG meeting: each agency answers for itself, and what stays closed says why.',
    signInAs: 'sig',
    purpose: 'SIG',
    caseNumber: 'SIG-2025-014',
    query: readOperation('BeforeTheMeeting'),
    variables: NUMBER,
  },
  {
    group: FRONTEND,
    title: 'What is withheld, and why',
    shows:
      'A police officer asks for what is not hers: the page gets null, and the panel says what would open each field.',
    signInAs: 'youth',
    purpose: 'INVESTIGATION',
    caseNumber: 'K-1234-25',
    query: readOperation('WhatIsWithheld'),
    variables: NUMBER,
  },
  {
    group: FRONTEND,
    title: 'A list of people by ref',
    shows: 'A case list asks by `ref`, never by number: fill in refs that earlier answers gave (`Individual.ref`).',
    signInAs: 'caseworker',
    purpose: 'OWN_AGENCY',
    caseNumber: '',
    query: readOperation('CaseList'),
    variables: { refs: [] },
  },
  ...DESK_EXAMPLES,
  {
    group: AGENCY_SYSTEMS,
    title: 'The right function to call',
    shows: 'The open directory: functions, areas and hours, no persons. Every role may ask.',
    signInAs: 'principal',
    purpose: 'OWN_AGENCY',
    caseNumber: '',
    query: readOperation('WhomToCall'),
    variables: { area: null },
  },
  {
    group: AGENCY_SYSTEMS,
    title: 'A concern report, followed up',
    shows:
      "The school asks what became of its reports. Feedback opens for reports of one's own; those of others stay closed.",
    signInAs: 'counsellor',
    purpose: 'CONCERN_REPORT',
    caseNumber: '',
    query: readOperation('ConcernReports'),
    variables: NUMBER,
  },
  {
    group: AGENCY_SYSTEMS,
    title: 'The schema of one record',
    shows: "Every field of the police record, in the field's own words, as a client generator would read it.",
    signInAs: 'investigator',
    purpose: null,
    caseNumber: '',
    query: readOperation('PoliceRecordSchema'),
    variables: {},
  },
  {
    group: ANALYSTS,
    title: 'An approved aggregate',
    shows:
      'Figures in which nobody can be singled out: what is not shown is null and marked. The page /aggregates draws them.',
    signInAs: 'analyst',
    purpose: 'STATISTICS',
    caseNumber: '',
    query: readOperation('ApprovedAggregate'),
    variables: { id: 'concern-report-inflow', parameters: [{ name: 'term', value: '2026-VT' }] },
  },
  {
    group: ANALYSTS,
    title: 'No person for an analyst',
    shows: 'An analyst gets approved statistics and never a person: the door itself is closed, and says so.',
    signInAs: 'analyst',
    purpose: 'STATISTICS',
    caseNumber: '',
    query: readOperation('NoPersonForAnAnalyst'),
    variables: NUMBER,
  },
  {
    group: ANALYSTS,
    title: 'The data protection officer',
    shows: 'Oversight works on the record of disclosures, not on persons; the directory stays open.',
    signInAs: 'dpo',
    purpose: 'OVERSIGHT',
    caseNumber: '',
    query: readOperation('Oversight'),
    variables: {},
  },
];
