import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { inputInvalid } from '../../../schema/input-problem.ts';
import type { AgencyContext } from '../agency-context.ts';
import { RELEASE_GRANT } from '../desk-tables.ts';
import type { DeskCall } from './ask-holder.ts';
import type { EmergencyAnswerArgs } from './desk-inputs.type.ts';
import { addRow, sendNotice } from './desk-rows.ts';
import { decisiveRulings, stateOf, type DisclosureCase } from './disclosure-case.ts';
import { actOnCase, addRuling, findCase, requireImpartial, requireOwnOversight, tellRequester } from './open-case.ts';
import { readFreeText } from './read-free-text.ts';
import { readWish } from './read-wish.ts';
import { wishOf } from './rule-on-request.ts';

const LONGEST_MINUTES = 60;
const MINUTE_MS = 60_000;

const ANSWERED = 'Your emergency request was answered: look in `requests` (din nödfråga är besvarad).';
const TO_REVIEW =
  'An emergency request was answered and is to be reviewed within 72 hours: look in `openReviews` (nödfråga att granska).';

/**
 * Answers an emergency request for the function on duty: by another person than who asked. What opens closes in minutes, the
 * data protection officer is told, and the review stays open until it is done.
 * @throws SamsynError INPUT_INVALID
 */
export async function answerEmergency(
  input: EmergencyAnswerArgs,
  { context, rules }: DeskCall,
): Promise<DisclosureCase> {
  const { manager, now } = context;
  const reason = readFreeText(input.reason);
  const minutes = input.outcome === 'GRANT' ? readMinutes(input.minutes ?? null) : null;
  const before = await findCase(manager, input.requestId);
  if (before.request.kind !== 'EMERGENCY') throw inputInvalid('unknown-request');
  await requireImpartial(before, context);
  readWish(wishOf(before.request, before.request.coordinates, context), null, rules);
  const ruled = { outcome: minutes === null ? 'REFUSED' : 'GRANTED', reason, statement: null };
  return actOnCase(manager, input.requestId, async (disclosure, transaction) => {
    if (stateOf(disclosure, now) !== 'OPEN') throw inputInvalid('ruled');
    await addRuling(transaction, disclosure, { ruled, context });
    if (minutes !== null) await addGrant(transaction, disclosure, { minutes, reason, context });
    await tellRequester(transaction, disclosure, { text: ANSWERED, now });
    await tellOversight(transaction, disclosure, now);
  });
}

function readMinutes(minutes: number | null): number {
  if (minutes === null || minutes < 1 || minutes > LONGEST_MINUTES) throw inputInvalid('minutes');
  return minutes;
}

async function addGrant(
  transaction: EntityManager,
  { request }: DisclosureCase,
  { minutes, reason, context }: { readonly minutes: number; readonly reason: string; readonly context: AgencyContext },
): Promise<void> {
  const { asker, now } = context;
  await addRow(transaction, RELEASE_GRANT, {
    personRef: request.personRef,
    publicId: randomUUID(),
    kind: 'emergency',
    requestId: request.publicId,
    law: null,
    coordinates: request.coordinates,
    role: request.role,
    staffSubject: request.staffSubject,
    purpose: request.purpose,
    caseNumber: request.caseNumber,
    fromAt: now,
    untilAt: new Date(now.getTime() + minutes * MINUTE_MS),
    grantedBy: asker.staffSubject,
    reason,
  });
}

async function tellOversight(transaction: EntityManager, { request }: DisclosureCase, sentAt: Date): Promise<void> {
  const { personRef, publicId } = request;
  const to = { toRole: 'data-protection-officer', toSubject: null } as const;
  const about = { kind: 'EMERGENCY_ANSWERED', aboutId: publicId, text: TO_REVIEW } as const;
  await sendNotice(transaction, { personRef, sentAt, ...to, ...about });
}

/**
 * Closes the review of an answered emergency: by somebody who neither asked nor answered.
 * @throws SamsynError INPUT_INVALID
 */
export async function reviewEmergency(
  { requestId, finding }: { readonly requestId: string; readonly finding: string },
  context: AgencyContext,
): Promise<DisclosureCase> {
  requireOwnOversight(context);
  const ruled = { outcome: 'REVIEWED', reason: readFreeText(finding), statement: null };
  return actOnCase(context.manager, requestId, async (disclosure, transaction) => {
    const { request, rulings } = disclosure;
    if (request.kind !== 'EMERGENCY') throw inputInvalid('unknown-request');
    const answers = decisiveRulings(disclosure).filter(({ outcome }) => outcome !== 'WITHDRAWN');
    if (answers.length === 0 || rulings.some(({ outcome }) => outcome === 'REVIEWED')) throw inputInvalid('reviewed');
    const parties = [request.staffSubject, ...answers.map(({ staffSubject }) => staffSubject)];
    if (parties.includes(context.asker.staffSubject)) throw inputInvalid('own-review');
    await addRuling(transaction, disclosure, { ruled, context });
  });
}
