import type { ClosedCode } from '../../policies/decide.ts';
import type { GroundKind } from '../../policies/ground.ts';

/** Why a field is closed, in a sentence for people. */
export const CLOSED_WORDS: Readonly<Record<ClosedCode, string>> = {
  NO_RULE: 'no rule opens it',
  NEVER: 'nothing can open it for your role',
  NOT_FOR_PURPOSE: 'not for the purpose that you stated',
  HOLDER_ONLY: 'only the agency that holds it may see it',
  GROUND_NEEDED: 'a ground is needed that is not there',
  ASSIGNMENT_NEEDED: 'only whoever is assigned to the person may see it',
  PROTECTED_IDENTITY: 'the identity of the person is protected',
  BLOCKED: 'it is blocked for you: ask the holder',
  AGGREGATE_ONLY: 'for your role in approved statistics only',
  METADATA_ONLY: 'for your role in the log only',
  PURPOSE_MISSING: 'state a purpose first',
};

/** What a ground would take, in words for people. */
export const GROUND_WORDS: Readonly<Record<GroundKind, string>> = {
  structure: 'open to the role',
  directory: 'open in the directory',
  own: 'the role at the holder',
  existence: 'a sign that it exists',
  consent: 'consent of the young person and guardians',
  decision: 'a decision by the holder, on request',
  push: 'the holder telling you on its own initiative',
  feedback: 'a report of your own to be answered',
  emergency: 'an emergency request to the duty function',
  aggregate: 'an approved aggregate',
  metadata: 'the log',
  never: 'nothing',
};
