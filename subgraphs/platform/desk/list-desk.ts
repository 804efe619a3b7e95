import type { GraphQLSchema } from 'graphql';
import { IsNull } from 'typeorm';
import { EMERGENCY_QUESTIONS } from '../../../policies/disclosure-questions.ts';
import { offerDisclosure, type DisclosureWish } from '../../../policies/offer-disclosure.ts';
import type { AgencyContext } from '../agency-context.ts';
import { NOTICE } from '../desk-tables.ts';
import { DISCLOSURE_QUESTIONS } from './ask-holder.ts';
import { describeReview, isWaiting } from './describe-case.ts';
import { findCases, findGrants, stateOf, type DisclosureCase, type GrantCase } from './disclosure-case.ts';
import type { DeskNotice } from './disclosure-grant.type.ts';
import type { DisclosureOffer } from './disclosure-offer.type.ts';
import type { EmergencyReview } from './emergency-review.type.ts';
import { findMissingParents } from './field-parents.ts';
import { hasConflict, requireOwnOversight } from './open-case.ts';

/** The asker's own requests in the present role, newest first. */
export function listRequests({ manager, asker }: AgencyContext): Promise<readonly DisclosureCase[]> {
  return findCases(manager, { staffSubject: asker.staffSubject, role: asker.role });
}

/**
 * What waits for a ruling, or is in a given state: emergencies first, then what waits longest for its time. Requests about
 * somebody whom the asker is too close to are not shown.
 */
export async function listInbox(state: string | null, context: AgencyContext): Promise<readonly DisclosureCase[]> {
  const { manager, now } = context;
  const all = await findCases(manager, {});
  const wanted = all.filter((disclosure) => {
    const current = stateOf(disclosure, now);
    return state === null ? isWaiting(current) : current === state;
  });
  const conflicts = await Promise.all(wanted.map(({ request }) => hasConflict(request.personRef, context)));
  return wanted.filter((_, index) => conflicts[index] === false).toSorted(byUrgency);
}

function byUrgency({ request: a }: DisclosureCase, { request: b }: DisclosureCase): number {
  if (a.kind !== b.kind) return a.kind === 'EMERGENCY' ? -1 : 1;
  return a.dueAt.getTime() - b.dueAt.getTime();
}

/** What the holder has released, newest first. */
export async function listGrants({ manager }: AgencyContext): Promise<readonly GrantCase[]> {
  return (await findGrants(manager, {})).toReversed();
}

/** What the holder has told the asker's function, or the asker, newest first. Oversight is told of no person. */
export async function listNotices(context: AgencyContext): Promise<readonly DeskNotice[]> {
  requireOwnOversight(context);
  const { manager, asker } = context;
  const { role, staffSubject } = asker;
  const rows = await manager.find(NOTICE.entity, {
    where: [
      { toRole: role, toSubject: IsNull() },
      { toRole: role, toSubject: staffSubject },
    ],
    order: { id: 'DESC' },
  });
  return rows.map(({ publicId, personRef, kind, aboutId, sentAt, text }) => ({
    id: publicId,
    about: role === 'data-protection-officer' ? null : personRef,
    kind,
    aboutId,
    sentAt,
    text,
  }));
}

/** Answered emergencies whose review is not done, the one that has waited longest first. */
export async function listOpenReviews(context: AgencyContext): Promise<readonly EmergencyReview[]> {
  requireOwnOversight(context);
  const { manager, now } = context;
  const emergencies = await findCases(manager, { kind: 'EMERGENCY' });
  return emergencies
    .flatMap((disclosure) => describeReview(disclosure, now) ?? [])
    .filter(({ reviewedAt }) => reviewedAt === null)
    .toSorted((a, b) => a.reviewDueAt.getTime() - b.reviewDueAt.getTime());
}

/** The sections on which the holder could release fields to the asker, with what each asks. Of no person. */
export function offerQuestions(
  asked: { readonly coordinates: readonly string[]; readonly isEmergency: boolean },
  { agency, asker, purpose, policySet }: AgencyContext,
  schema: GraphQLSchema,
): readonly DisclosureOffer[] {
  const kind = asked.isEmergency ? 'emergency' : 'decision';
  const { coordinates } = asked;
  const wish: DisclosureWish = { kind, holder: agency, coordinates, role: asker.role, purpose };
  return offerDisclosure(wish, policySet).map((offer) => {
    const basis = offer.law === null ? undefined : policySet.legalBases.get(offer.law);
    return {
      ...offer,
      statute: basis?.statute ?? null,
      says: basis?.says ?? null,
      alsoNeeded: findMissingParents(wish, offer, { schema, policySet }),
      questions: DISCLOSURE_QUESTIONS.get(offer.law ?? EMERGENCY_QUESTIONS) ?? [],
    };
  });
}
