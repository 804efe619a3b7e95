import type { GivenAnswer } from '../../../policies/disclosure-questions.ts';
import {
  decisiveRulings,
  isInForce,
  isRuledByAuthority,
  stateOf,
  type CaseState,
  type DisclosureCase,
  type GrantCase,
} from './disclosure-case.ts';
import type { DisclosureGrant } from './disclosure-grant.type.ts';
import type { DisclosureRequest } from './disclosure-request.type.ts';
import { reviewDueAt } from './due-time.ts';
import type { EmergencyReview } from './emergency-review.type.ts';

/** OSL 6 kap. 3 § second paragraph and 7 §; the three weeks are förvaltningslagen (2017:900) 44 §. */
const APPEAL_TO_AUTHORITY =
  'Demand that the authority itself rules, with `demandAuthorityRuling` (OSL 6 kap. 3 §): only that ruling can be appealed.';
const APPEAL_TO_COURT =
  'Your authority may appeal to the administrative court of appeal (kammarrätten) by OSL 6 kap. 7 §, in writing to the ' +
  'authority that refused, within three weeks of being told.';

/** Puts a request in the words of the graph. */
export function describeRequest(disclosure: DisclosureCase, now: Date): DisclosureRequest {
  const { request } = disclosure;
  const state = stateOf(disclosure, now);
  return {
    id: request.publicId,
    about: request.personRef,
    kind: request.kind,
    coordinates: request.coordinates,
    granted: [...new Set(disclosure.grants.flatMap(({ grant }) => grant.coordinates))],
    law: request.law,
    purpose: request.purpose,
    caseNumber: request.caseNumber,
    askedBy: request.role,
    answers: request.answers as readonly GivenAnswer[],
    state,
    requestedAt: request.requestedAt,
    dueAt: request.dueAt,
    isOverdue: isWaiting(state) && request.dueAt < now,
    until: endOf(disclosure.grants),
    ...describeRuling(disclosure),
  };
}

type RulingPart = Pick<DisclosureRequest, 'ruledAt' | 'isByAuthority' | 'reason' | 'statement' | 'appeal'>;

function describeRuling(disclosure: DisclosureCase): RulingPart {
  const rulings = decisiveRulings(disclosure);
  const last = rulings.at(-1) ?? null;
  return {
    ruledAt: last?.ruledAt ?? null,
    isByAuthority: isRuledByAuthority(disclosure),
    reason: last?.reason ?? null,
    statement: rulings.findLast(({ statement }) => statement !== null)?.statement ?? null,
    appeal: appealOf(disclosure, last?.outcome ?? null),
  };
}

/** Whether the holder has still to rule. */
export function isWaiting(state: CaseState): boolean {
  return state === 'OPEN' || state === 'ESCALATED';
}

/** When the last of them ends, by itself or taken back. */
function endOf(grants: readonly GrantCase[]): Date | null {
  const ends = grants.map(({ grant, revocation }) => revocation?.revokedAt ?? grant.untilAt);
  return ends.reduce<Date | null>((latest, end) => (latest === null || end > latest ? end : latest), null);
}

function appealOf(disclosure: DisclosureCase, outcome: string | null): string | null {
  if (disclosure.request.kind === 'EMERGENCY') return null;
  if (outcome !== 'REFUSED' && outcome !== 'GRANTED_IN_PART') return null;
  return isRuledByAuthority(disclosure) ? APPEAL_TO_COURT : APPEAL_TO_AUTHORITY;
}

/** Puts a release in the words of the graph. */
export function describeGrant(grantCase: GrantCase, now: Date): DisclosureGrant {
  const { grant, revocation } = grantCase;
  return {
    id: grant.publicId,
    about: grant.personRef,
    kind: grant.kind.toUpperCase(),
    requestId: grant.requestId,
    law: grant.law,
    coordinates: grant.coordinates,
    toRole: grant.role,
    isToOnePerson: grant.staffSubject !== null,
    purpose: grant.purpose,
    caseNumber: grant.caseNumber,
    from: grant.fromAt,
    until: grant.untilAt,
    revokedAt: revocation?.revokedAt ?? null,
    isInForce: isInForce(grantCase, now),
    reason: grant.reason,
  };
}

/** Puts the review of an answered emergency in the words of the graph; null before it is answered. */
export function describeReview(disclosure: DisclosureCase, now: Date): EmergencyReview | null {
  const { request, rulings } = disclosure;
  const answer = decisiveRulings(disclosure).at(-1);
  if (request.kind !== 'EMERGENCY' || answer === undefined || answer.outcome === 'WITHDRAWN') return null;
  const review = rulings.find(({ outcome }) => outcome === 'REVIEWED') ?? null;
  const due = reviewDueAt(answer.ruledAt);
  return {
    requestId: request.publicId,
    askedBy: request.role,
    coordinates: request.coordinates,
    answers: request.answers as readonly GivenAnswer[],
    state: stateOf(disclosure, now),
    reason: answer.reason,
    requestedAt: request.requestedAt,
    answeredAt: answer.ruledAt,
    until: endOf(disclosure.grants),
    reviewDueAt: due,
    isOverdue: review === null && due < now,
    reviewedAt: review?.ruledAt ?? null,
    finding: review?.reason ?? null,
  };
}
