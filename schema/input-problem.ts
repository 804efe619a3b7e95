import { APPROVAL_PROBLEMS } from './approval-problem.ts';
import { CONSENT_PROBLEMS } from './consent-problem.ts';
import { DISCLOSURE_PROBLEMS } from './disclosure-problem.ts';
import { REPORT_PROBLEMS } from './report-problem.ts';
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
  ...CONSENT_PROBLEMS,
  ...DISCLOSURE_PROBLEMS,
  ...REPORT_PROBLEMS,
  ...APPROVAL_PROBLEMS,
} as const;

export type InputProblem = keyof typeof INPUT_PROBLEMS;

/** How sections of law are cited; nothing else passes in the place of one. */
export const CITATION = /^(?:OSL|SoL|LUL|polislagen|\d{4}:\d+) \d+(?::\d+[a-z]?)?$/;

/**
 * The error that says what is wrong with an input, and what to do.
 * @param laws sections of law that would do instead, as `legal-bases.yaml` cites them
 */
export function inputInvalid(problem: InputProblem, laws: readonly string[] = []): SamsynError {
  const says = INPUT_PROBLEMS[problem];
  if (laws.length === 0) return new SamsynError('INPUT_INVALID', { problem, reason: says });
  const listed = laws.join(', ');
  return new SamsynError('INPUT_INVALID', { problem, laws: listed, reason: `${says} (${listed} would do)` });
}
