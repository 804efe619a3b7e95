import { readOperation } from '../documents/read-operation.ts';
import type { ExampleQuery } from './example-query.ts';

const GROUP = 'Asking the holder';

/** Stands in the variables where a ref goes, for somebody whom the asker has looked up. */
const REF_TO_FILL_IN = 'r1_… (Individual.ref)';

/** From a withheld field to a grant: why it is closed, what the law asks, the request, and the holder's inbox. */
export const DESK_EXAMPLES: readonly ExampleQuery[] = [
  {
    group: GROUP,
    title: '1 · Why is it closed?',
    shows: 'What could open fields to you under your purpose, and what to do about it. It looks at no person.',
    signInAs: 'youth',
    purpose: 'SIG',
    caseNumber: 'SIG-2025-014',
    query: readOperation('WhyIsItClosed'),
    variables: { coordinates: ['SocialRecord.placements', 'SocialRecord.treatmentNotes'] },
  },
  {
    group: GROUP,
    title: '2 · What does the law ask?',
    shows: 'The sections on which the holder could release the fields, and the questions that each puts to you.',
    signInAs: 'youth',
    purpose: 'SIG',
    caseNumber: 'SIG-2025-014',
    query: readOperation('WhatTheLawAsks'),
    variables: { coordinates: ['SocialRecord.placements', 'Placement.kind', 'Placement.from'] },
  },
  {
    group: GROUP,
    title: '3 · Ask for it',
    shows:
      'Sends the request to the holder. Fill in the ref of somebody you have looked up; the same key twice is one request.',
    signInAs: 'youth',
    purpose: 'SIG',
    caseNumber: 'SIG-2025-014',
    query: readOperation('AskTheHolder'),
    variables: {
      input: {
        ref: REF_TO_FILL_IN,
        coordinates: ['SocialRecord.placements', 'Placement.kind', 'Placement.from'],
        law: 'SoL 15:7',
        answers: [{ question: 'individual-case', answer: 'SIG-möte: hemkomsten planeras' }],
        idempotencyKey: 'sig-2025-014-placements',
      },
    },
  },
  {
    group: GROUP,
    title: "4 · The holder's inbox",
    shows: 'What waits to be ruled on at socialtjänsten, what is due soonest first. Rule on it with ruleOnRequest.',
    signInAs: 'caseworker',
    purpose: 'OWN_AGENCY',
    caseNumber: 'SN 2026/1001',
    query: readOperation('Inbox'),
    variables: {},
  },
];
