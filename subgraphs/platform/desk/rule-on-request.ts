import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { ageOn } from '../../../schema/age.ts';
import { inputInvalid } from '../../../schema/input-problem.ts';
import type { Purpose } from '../../../schema/purpose.ts';
import type { Role } from '../../../schema/role.ts';
import { swedishDay } from '../../../schema/swedish-day.ts';
import type { DisclosureWish, OfferedLaw } from '../../../policies/offer-disclosure.ts';
import type { AgencyContext } from '../agency-context.ts';
import { RELEASE_GRANT } from '../desk-tables.ts';
import type { DeskCall } from './ask-holder.ts';
import type { RulingInput } from './desk-inputs.type.ts';
import { addRow } from './desk-rows.ts';
import {
  decisiveRulings,
  isRuledByAuthority,
  stateOf,
  type DisclosureCase,
  type RequestRow,
} from './disclosure-case.ts';
import { actOnCase, addRuling, findCase, requireImpartial, tellRequester } from './open-case.ts';
import { readFreeText } from './read-free-text.ts';
import { readPerson } from './read-person.ts';
import { readUntil } from './read-until.ts';
import { readWish } from './read-wish.ts';

/** What a ruling opens, and what it says. */
interface Ruling {
  readonly outcome: 'GRANTED' | 'GRANTED_IN_PART' | 'REFUSED' | 'ESCALATED';
  readonly opens: readonly string[];
  readonly until: Date | null;
  readonly reason: string;
  readonly statement: string | null;
}

/**
 * Rules on a request: grants it, in part or whole, refuses it, or leaves it to the authority (OSL 6 kap. 3 §). A grant opens
 * exactly what it says, for the role and person that asked, under the purpose that was declared, until its end.
 * @throws SamsynError INPUT_INVALID
 */
export async function ruleOnRequest(input: RulingInput, call: DeskCall): Promise<DisclosureCase> {
  const { context } = call;
  const before = await findCase(context.manager, input.requestId);
  // The person is named too, so that the receipt binds the act to nobody else.
  const { personRef } = await readPerson(input.ref, context);
  if (before.request.kind !== 'REQUEST' || before.request.personRef !== personRef)
    throw inputInvalid('unknown-request');
  await requireImpartial(before, context);
  const ruling = await readRuling(before.request, input, call);
  return actOnCase(context.manager, input.requestId, async (disclosure, transaction) => {
    requireTurn(disclosure, input, context);
    await addRuling(transaction, disclosure, { ruled: pickRuled(ruling), context });
    if (ruling.opens.length > 0) await addGrant(transaction, { request: disclosure.request, ruling }, context);
    const text = ruling.outcome === 'ESCALATED' ? LEFT_TO_AUTHORITY : RULED;
    await tellRequester(transaction, disclosure, { text, now: context.now });
  });
}

const RULED = 'Your request was ruled on: look in `requests` (din begäran är avgjord).';
const LEFT_TO_AUTHORITY = 'Your request was left to the authority to rule on (din begäran är hänskjuten).';

function pickRuled({ outcome, reason, statement }: Ruling): Pick<Ruling, 'outcome' | 'reason' | 'statement'> {
  return { outcome, reason, statement };
}

/** Once a state: an open request is for any who decides here, one left to the authority for somebody who has not had it. */
function requireTurn(disclosure: DisclosureCase, input: RulingInput, { asker, now }: AgencyContext): void {
  const state = stateOf(disclosure, now);
  const asAuthority = input.asAuthority ?? false;
  if (state === 'OPEN') {
    if (asAuthority) throw inputInvalid('authority');
    return;
  }
  if (state !== 'ESCALATED' || input.outcome === 'ESCALATE') throw inputInvalid('ruled');
  const hasHadIt = disclosure.rulings.some(({ staffSubject }) => staffSubject === asker.staffSubject);
  if (!asAuthority || hasHadIt) throw inputInvalid('authority');
}

async function readRuling(request: RequestRow, input: RulingInput, call: DeskCall): Promise<Ruling> {
  const reason = readFreeText(input.reason);
  const statement = input.statement === null || input.statement === undefined ? null : readFreeText(input.statement);
  if (input.outcome === 'REFUSE' || input.outcome === 'ESCALATE') {
    const outcome = input.outcome === 'REFUSE' ? 'REFUSED' : 'ESCALATED';
    return { outcome, opens: [], until: null, reason, statement: null };
  }
  const offer = await readOpening(request, { input, statement }, call);
  return {
    outcome: input.outcome === 'GRANT' ? 'GRANTED' : 'GRANTED_IN_PART',
    opens: offer.opens,
    until: offer.opens.length === 0 ? null : readUntil(input.until ?? null, call.context.now),
    reason: withWeighing(reason, offer),
    statement,
  };
}

/** Holds what a grant would open against the law as it is today, which may no longer be that of the request. */
async function readOpening(
  request: RequestRow,
  { input, statement }: { readonly input: RulingInput; readonly statement: string | null },
  { context, rules }: DeskCall,
): Promise<OfferedLaw> {
  const coordinates = readPart(request, input);
  const offer = readWish(wishOf(request, coordinates, context), request.law, rules);
  await requireYoungEnough(request, context);
  if (offer.needsPoliceSecrecyWeighed && input.weighedPoliceSecrecy !== true) throw inputInvalid('secrecy');
  if (offer.opens.length < coordinates.length && statement === null) throw inputInvalid('statement');
  return offer;
}

/** The log of rulings has no column for it, and a ruling must tell that it was done. */
function withWeighing(reason: string, { needsPoliceSecrecyWeighed }: OfferedLaw): string {
  return needsPoliceSecrecyWeighed ? `${reason} [18 kap. OSL: prövat]` : reason;
}

function readPart({ coordinates }: RequestRow, input: RulingInput): readonly string[] {
  const part = input.coordinates ?? [];
  if (input.outcome === 'GRANT') {
    if (part.length > 0) throw inputInvalid('part');
    return coordinates;
  }
  const isPart = part.length > 0 && part.length < coordinates.length;
  if (!isPart || !part.every((coordinate) => coordinates.includes(coordinate))) throw inputInvalid('part');
  return part;
}

/** The rows hold words of the closed lists alone: requests are checked before they are stored. */
export function wishOf(
  request: RequestRow,
  coordinates: readonly string[],
  { agency }: Pick<AgencyContext, 'agency'>,
): DisclosureWish {
  const kind = request.kind === 'EMERGENCY' ? 'emergency' : 'decision';
  return { kind, holder: agency, coordinates, role: request.role as Role, purpose: request.purpose as Purpose };
}

/** Ages are those of today; where the holder knows none, the limit counts as passed. */
export async function requireYoungEnough(
  { law, personRef }: Pick<RequestRow, 'law' | 'personRef'>,
  { persons, policySet, now }: AgencyContext,
): Promise<void> {
  const underAge = law === null ? null : (policySet.legalBases.get(law)?.underAge ?? null);
  if (underAge === null) return;
  const { birthDate } = await persons.factsOf(personRef);
  if (birthDate === null || ageOn(birthDate, swedishDay(now)) >= underAge) throw inputInvalid('age');
}

async function addGrant(
  transaction: EntityManager,
  { request, ruling }: { readonly request: RequestRow; readonly ruling: Ruling },
  { asker, now }: AgencyContext,
): Promise<void> {
  if (ruling.until === null) throw inputInvalid('until');
  await addRow(transaction, RELEASE_GRANT, {
    personRef: request.personRef,
    publicId: randomUUID(),
    kind: 'decision',
    requestId: request.publicId,
    law: request.law,
    coordinates: ruling.opens,
    role: request.role,
    staffSubject: request.staffSubject,
    purpose: request.purpose,
    caseNumber: request.caseNumber,
    fromAt: now,
    untilAt: ruling.until,
    grantedBy: asker.staffSubject,
    reason: ruling.reason,
  });
}

/**
 * Lets whoever was refused have the authority itself rule (OSL 6 kap. 3 § second paragraph).
 * @throws SamsynError INPUT_INVALID
 */
export async function demandAuthorityRuling(
  { requestId, reason }: { readonly requestId: string; readonly reason: string },
  context: AgencyContext,
): Promise<DisclosureCase> {
  const ruled = { outcome: 'ESCALATED', reason: readFreeText(reason), statement: null };
  return actOnCase(context.manager, requestId, async (disclosure, transaction) => {
    requireRequester(disclosure, context);
    const last = decisiveRulings(disclosure).at(-1)?.outcome;
    const isRefused = last === 'REFUSED' || last === 'GRANTED_IN_PART';
    const isForAuthority = disclosure.request.kind === 'REQUEST' && !isRuledByAuthority(disclosure);
    if (!isRefused || !isForAuthority) throw inputInvalid('ruled');
    await addRuling(transaction, disclosure, { ruled, context });
  });
}

/**
 * Takes back a request that was not ruled on.
 * @throws SamsynError INPUT_INVALID
 */
export async function withdrawRequest(
  { requestId, reason }: { readonly requestId: string; readonly reason: string },
  context: AgencyContext,
): Promise<DisclosureCase> {
  const ruled = { outcome: 'WITHDRAWN', reason: readFreeText(reason), statement: null };
  return actOnCase(context.manager, requestId, async (disclosure, transaction) => {
    requireRequester(disclosure, context);
    const state = stateOf(disclosure, context.now);
    if (state !== 'OPEN' && state !== 'ESCALATED') throw inputInvalid('ruled');
    await addRuling(transaction, disclosure, { ruled, context });
  });
}

/** To anybody else the request is not there. */
function requireRequester({ request }: DisclosureCase, { asker }: AgencyContext): void {
  if (request.staffSubject !== asker.staffSubject || request.role !== asker.role) throw inputInvalid('unknown-request');
}
