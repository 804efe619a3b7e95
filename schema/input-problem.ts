import { SamsynError } from './error-catalogue.ts';

/**
 * What can be wrong with the input of an action or a desk, and what to do: agencies send the word, the gateway says the
 * sentence, so that no text of an agency's passes.
 */
export const INPUT_PROBLEMS = {
  ref: '`ref` must be `r1_` and 43 characters, as given by `Individual.ref`',
  'idempotency-key':
    '`idempotencyKey` must be 8 to 64 letters, digits, `-` and `_`: make one for each action, and repeat it when no answer came',
  'key-used': 'that `idempotencyKey` was used for something else: make a new one',
  reason: '`reason` must say why, in 1 to 2,000 characters without a personal identity number',
  'staff-subject':
    '`staffSubject` must be the subject of somebody of staff, as in their token; a conflict of interest needs one, and names no role',
  role: '`role` must be a role of the access matrix, such as `police.investigator`',
  rows: '`rows` must be rows of the access matrix that this agency holds, such as `M06`; leave it out to close all',
  'unknown-block': 'there is no such block on that person: look in `blocks`',
  'own-conflict': 'who has a conflict of interest about a person lifts no block on that person: ask a colleague',
  'case-number': '`caseNumber` must be a case number of at most 64 characters, and never a personal identity number',
  'consent-purpose': '`purpose` must be one under which a consent can open something, such as `SIG`',
  'consent-never-lifts':
    'no consent lifts that: OSL 35:3 keeps the criminal record out (M09), 18:1 and 18:2 protect the operation (M10, M11, M13), and associates are others (M12)',
  'consent-rows': '`fieldGroups` must be rows that some recipient could have by consent, each once, such as `M46`',
  'consent-holders': '`holders` must be the agencies that hold `fieldGroups`: all of them, and no others',
  'consent-recipients':
    '`recipients` or `participants` must name somebody, and roles only that may declare the purpose',
  'consent-participants': 'what goes to named officials alone needs `participants`: the subjects of their tokens',
  'consent-dates':
    '`from` and `to` must be at most a year apart, and end neither before today nor after what ends the consent',
  'consent-givers':
    'somebody has not been asked: under 18 each custodian (FB 6:13; else give `exception`), from 15 the young person; each once',
  'consent-exception': '`exception` must be `FB 6:13` or `FB 6:13a`, and is for joint custody alone',
  'unknown-consent': 'there is no such consent of that person: look in `consents`',
} as const;

export type InputProblem = keyof typeof INPUT_PROBLEMS;

/** The error that says what is wrong with an input, and what to do. */
export function inputInvalid(problem: InputProblem): SamsynError {
  return new SamsynError('INPUT_INVALID', { problem, reason: INPUT_PROBLEMS[problem] });
}
