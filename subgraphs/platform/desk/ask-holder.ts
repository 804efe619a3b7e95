import { inputInvalid } from '../../../schema/input-problem.ts';
import { containsPersonalIdentityNumber } from '../../../schema/personal-identity-number.ts';
import {
  EMERGENCY_QUESTIONS,
  findUnanswered,
  loadDisclosureQuestions,
} from '../../../policies/disclosure-questions.ts';
import type { AgencyContext } from '../agency-context.ts';
import type { NewRow } from '../define-table.ts';
import { DISCLOSURE_REQUEST } from '../desk-tables.ts';
import type { DisclosureRequestInput, EmergencyRequestInput } from './desk-inputs.type.ts';
import { addRow } from './desk-rows.ts';
import { findCases, type DisclosureCase, type RequestRow } from './disclosure-case.ts';
import { emergencyDueAt, requestDueAt } from './due-time.ts';
import { readFreeText } from './read-free-text.ts';
import type { NamedPerson } from './read-person.ts';
import { idUnderKey } from './read-text-input.ts';
import { readWish, type DeskRules } from './read-wish.ts';

/** The questions of the law, read once a process. */
export const DISCLOSURE_QUESTIONS = loadDisclosureQuestions();

/**
 * Puts a request before the holder. It is received alike whether the person is known here or not, and the same idempotency
 * key is the same request.
 * @throws SamsynError INPUT_INVALID
 */
export async function requestDisclosure(
  person: NamedPerson,
  input: DisclosureRequestInput,
  { context, rules }: DeskCall,
): Promise<DisclosureCase> {
  readWish({ kind: 'decision', ...wishOf(input, context) }, input.law, rules);
  return receive(person, { input, law: input.law, kind: 'REQUEST' }, context);
}

/**
 * Puts a narrow request before the function on duty.
 * @throws SamsynError INPUT_INVALID
 */
export async function requestEmergency(
  person: NamedPerson,
  input: EmergencyRequestInput,
  { context, rules }: DeskCall,
): Promise<DisclosureCase> {
  readWish({ kind: 'emergency', ...wishOf(input, context) }, null, rules);
  return receive(person, { input, law: null, kind: 'EMERGENCY' }, context);
}

/** One request to the desk, and the rules that it stands under. */
export interface DeskCall {
  readonly context: AgencyContext;
  readonly rules: DeskRules;
}

function wishOf({ coordinates }: EmergencyRequestInput, { agency, asker, purpose }: AgencyContext) {
  return { holder: agency, coordinates, role: asker.role, purpose } as const;
}

interface Received {
  readonly input: EmergencyRequestInput;
  readonly law: string | null;
  readonly kind: 'REQUEST' | 'EMERGENCY';
}

async function receive(person: NamedPerson, received: Received, context: AgencyContext): Promise<DisclosureCase> {
  const { manager } = context;
  // A key is kept, so it must not be what texts must not be either.
  if (containsPersonalIdentityNumber(received.input.idempotencyKey)) throw inputInvalid('idempotency-key');
  const wanted = requestOf(received, context);
  await addRow(manager, DISCLOSURE_REQUEST, { personRef: person.personRef, ...wanted }, { isOnce: true });
  const [stored] = await findCases(manager, { publicId: wanted.publicId });
  if (stored === undefined || !isSame(stored.request, { ...wanted, personRef: person.personRef })) {
    throw inputInvalid('key-used');
  }
  return stored;
}

function requestOf({ input, law, kind }: Received, context: AgencyContext): NewRow<typeof DISCLOSURE_REQUEST.columns> {
  const { agency, asker, purpose, caseNumber, now } = context;
  const { idempotencyKey, coordinates } = input;
  return {
    publicId: idUnderKey(idempotencyKey, agency, kind, asker.staffSubject),
    kind,
    requestedAt: now,
    dueAt: kind === 'EMERGENCY' ? emergencyDueAt(now) : requestDueAt(now),
    staffSubject: asker.staffSubject,
    role: asker.role,
    purpose,
    caseNumber,
    coordinates,
    law,
    answers: readAnswers(input, law ?? EMERGENCY_QUESTIONS),
    idempotencyKey,
  };
}

function readAnswers({ answers }: EmergencyRequestInput, law: string): readonly object[] {
  const questions = DISCLOSURE_QUESTIONS.get(law) ?? [];
  if (findUnanswered(questions, answers).length > 0) throw inputInvalid('answers');
  return answers
    .filter(({ answer }) => answer.trim() !== '')
    .map(({ question, answer }) => ({ question, answer: readFreeText(answer) }));
}

type Comparable = Pick<
  RequestRow,
  'personRef' | 'kind' | 'role' | 'purpose' | 'caseNumber' | 'coordinates' | 'law' | 'answers'
>;

function isSame(stored: Comparable, wanted: Comparable): boolean {
  const whatOf = ({ personRef, kind, role, purpose, caseNumber, coordinates, law, answers }: Comparable): string => {
    const given = answers as readonly { readonly question: string; readonly answer: string }[];
    const pairs = given.map(({ question, answer }) => [question, answer]);
    return JSON.stringify([personRef, kind, role, purpose, caseNumber, coordinates, law, pairs]);
  };
  return whatOf(stored) === whatOf(wanted);
}
