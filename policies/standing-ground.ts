import { ageOn, birthdayOn } from '../schema/age.ts';
import { dayBefore, swedishDay } from '../schema/swedish-day.ts';
import type { Purpose } from '../schema/purpose.ts';
import type { Role } from '../schema/role.ts';
import type { Agency } from '../schema/agency.ts';
import type { Ground } from './ground.ts';
import type { AttestedConsent, GrantKind, HolderFacts, ReleaseGrant } from './holder-facts.ts';
import { whyOutOfReach } from './legal-reach.ts';
import type { PolicySet } from './policy-set.ts';

/** One use of a ground: for which field of whose, to whom, why. */
export interface GroundUse {
  readonly ground: Ground;
  readonly coordinate: string;
  readonly row: string;
  readonly holder: Agency;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly policySet: PolicySet;
}

/** The act of somebody that a ground stands on: which one, and until when (ISO 8601; a day where the act ends with the day). */
export interface StandingAct {
  readonly id: string;
  readonly law: string | null;
  readonly until: string;
}

/** Finds the act that lets a ground stand now for this asker and person; null when there is none. */
export function findStandingAct(use: GroundUse, facts: HolderFacts): StandingAct | null {
  switch (use.ground.kind) {
    case 'consent':
      return findConsent(use, facts);
    case 'decision':
    case 'push':
    case 'emergency':
      return findGrant(use, use.ground.kind, facts);
    case 'feedback':
      return facts.hasReported ? { id: 'own-report', law: null, until: swedishDay(facts.now) } : null;
    case 'structure':
    case 'directory':
    case 'own':
    case 'existence':
    case 'aggregate':
    case 'metadata':
    case 'never':
      return null;
  }
}

function findConsent(use: GroundUse, facts: HolderFacts): StandingAct | null {
  const today = swedishDay(facts.now);
  const consent = facts.consents.find((candidate) => covers(candidate, use, { facts, today }));
  if (consent === undefined) return null;
  if (use.ground.limit !== 'police-secrecy-weighed') return { id: consent.id, law: null, until: consent.to };
  // What the operation's own secrecy (18 kap.) guards no consent lifts, so the holder must have weighed it too.
  const weighing = findGrant(use, 'weighing', facts);
  return weighing === null ? null : { id: consent.id, law: null, until: earlierEnd(weighing.until, consent.to) };
}

function covers(
  consent: AttestedConsent,
  { row, role, purpose, ground }: GroundUse,
  { facts, today }: { readonly facts: HolderFacts; readonly today: string },
): boolean {
  const isNamed = consent.participants.includes(facts.staffSubject);
  const isRecipient = ground.limit === 'named-person' ? isNamed : isNamed || consent.recipients.includes(role);
  const isInForce = consent.from <= today && today <= consent.to;
  return isRecipient && isInForce && consent.purpose === purpose && consent.rows.includes(row);
}

function findGrant(use: GroundUse, kind: GrantKind, facts: HolderFacts): StandingAct | null {
  const grant = facts.grants.find((candidate) => candidate.kind === kind && isGrantedTo(candidate, use, facts));
  return grant === undefined ? null : { id: grant.id, law: grant.law, until: endOf(grant, use, facts) };
}

/** A release ends on its date, or before that with the last day on which the person is young enough for its section. */
function endOf({ law, until }: ReleaseGrant, { policySet }: GroundUse, { birthDate }: HolderFacts): string {
  const underAge = law === null ? null : (policySet.legalBases.get(law)?.underAge ?? null);
  const end = until.toISOString();
  return underAge === null || birthDate === null ? end : earlierEnd(end, dayBefore(birthdayOn(birthDate, underAge)));
}

/** @param lastDay YYYY-MM-DD, to its midnight in Sweden */
function earlierEnd(moment: string, lastDay: string): string {
  return swedishDay(new Date(moment)) > lastDay ? lastDay : moment;
}

function isGrantedTo(grant: ReleaseGrant, use: GroundUse, facts: HolderFacts): boolean {
  const isRecipient =
    grant.role === use.role && (grant.staffSubject === null || grant.staffSubject === facts.staffSubject);
  const isInForce = grant.from <= facts.now && facts.now < grant.until;
  const isForThis = grant.purpose === use.purpose && grant.coordinates.includes(use.coordinate);
  return isRecipient && isInForce && isForThis && restsOnLaw(grant, use, facts);
}

/** A section that the cell names, that reaches this release, and whose limit of age the person has not passed today. */
function restsOnLaw(grant: ReleaseGrant, use: GroundUse, facts: HolderFacts): boolean {
  if (grant.kind === 'emergency') return true;
  if (grant.kind === 'weighing') return use.ground.kind === 'consent';
  const basis = grant.law === null ? undefined : use.policySet.legalBases.get(grant.law);
  if (basis === undefined || !use.ground.laws.includes(basis.cite)) return false;
  if (whyOutOfReach(basis, use) !== null) return false;
  return isYoungEnough(basis.underAge, facts);
}

function isYoungEnough(underAge: number | null, { birthDate, now }: HolderFacts): boolean {
  if (underAge === null) return true;
  return birthDate !== null && ageOn(birthDate, swedishDay(now)) < underAge;
}
