import { AGENCIES, type Agency } from '../schema/agency.ts';
import type { Purpose } from '../schema/purpose.ts';
import { homeAgency, type Role } from '../schema/role.ts';
import type { AssignmentKind, Ground, GroundKind } from './ground.ts';
import type { GuardedCoordinate, PolicyRule, PolicySet } from './policy-set.ts';

/** What the holder knows of the asker and the person. The gateway knows none of it. */
export interface HolderFacts {
  /** The asker's assignments to this person that are in force. */
  readonly assignments: readonly AssignmentKind[];
  /** Whether the person's identity is protected (sekretessmarkering, skyddad folkbokföring). */
  readonly isProtected: boolean;
}

export interface Question {
  readonly coordinate: string;
  readonly role: Role;
  /** Null before a purpose is declared. */
  readonly purpose: Purpose | null;
  /** The agency that would release the field, where the coordinate's type does not tell (shared types); else null. */
  readonly holder: Agency | null;
  /** Null at the gateway: what turns on facts is then answered `perhaps`. */
  readonly facts: HolderFacts | null;
}

export const CLOSED_CODES = [
  'NO_RULE',
  'NEVER',
  'NOT_FOR_PURPOSE',
  'HOLDER_ONLY',
  'GROUND_NEEDED',
  'ASSIGNMENT_NEEDED',
  'PROTECTED_IDENTITY',
  'AGGREGATE_ONLY',
  'METADATA_ONLY',
  'PURPOSE_MISSING',
] as const;

export type ClosedCode = (typeof CLOSED_CODES)[number];

/** What would open a closed field: a ground, and the sections of law that it can rest on. */
export interface Opening {
  readonly ground: GroundKind;
  readonly laws: readonly string[];
}

export type Decision =
  | { readonly outcome: 'open'; readonly row: string; readonly ground: GroundKind; readonly laws: readonly string[] }
  | { readonly outcome: 'perhaps'; readonly row: string; readonly ground: GroundKind }
  | {
      readonly outcome: 'closed';
      readonly row: string | null;
      readonly code: ClosedCode;
      readonly openableBy: readonly Opening[];
    };

/** What opens a field to the holder's own role that has no part in the case: an assignment to it. */
export const ASSIGNMENT: readonly Opening[] = [{ ground: 'own', laws: [] }];

/** Grounds whose facts somebody must bring about; `openableBy` offers these and no others. */
const OPENABLE: readonly GroundKind[] = ['consent', 'decision', 'push', 'feedback', 'emergency'];

/**
 * Decides one coordinate for one role and purpose, and at the holder for one person. Pure.
 * A prohibition closes, a missing rule closes, no ground closes; else it opens. With `facts: null` the answer holds for
 * any person: `perhaps` where only the holder can know.
 */
export function decide(question: Question, policySet: PolicySet): Decision {
  const guarded = policySet.coordinates.get(question.coordinate);
  if (guarded === undefined) return closed(null, 'NO_RULE', []);
  const { rule } = guarded;
  if (question.purpose === null && !rule.withoutPurpose) return closed(rule.row, 'PURPOSE_MISSING', []);
  const usable = rule.grounds[question.role].filter((ground) => bearsOn(ground, guarded, question.role));
  const admitted = usable.filter((ground) => isAdmitted(ground, question, policySet));
  const ruling = admitted.find((ground) => standsOnRole(ground, guarded, question)) ?? null;
  if (ruling === null) return explainClosed(rule, usable, admitted);
  return weighFacts(guarded, ruling, question.facts);
}

/** A sign of existence opens on every ground that opens the content; the content never on the ground of existence. */
function bearsOn(ground: Ground, guarded: GuardedCoordinate, role: Role): boolean {
  if (ground.kind === 'existence') return guarded.isExistence;
  return !(guarded.rule.holder === 'gateway' && ground.kind === 'own' && homeAgency(role) === null);
}

function isAdmitted(ground: Ground, question: Question, policySet: PolicySet): boolean {
  if (question.purpose === null) return ground.kind === 'structure';
  const purpose = policySet.purposes.get(question.purpose);
  return purpose !== undefined && purpose.roles.includes(question.role) && purpose.grounds.includes(ground.kind);
}

/** The grounds that rest on who asks; the rest turn on acts of the holder or the person and are not yet brought about. */
function standsOnRole(ground: Ground, guarded: GuardedCoordinate, question: Question): boolean {
  switch (ground.kind) {
    case 'structure':
    case 'directory':
    case 'existence':
      return true;
    case 'own':
      return guarded.rule.jointlyHeld || homeAgency(question.role) === holderOf(guarded, question);
    case 'consent':
    case 'decision':
    case 'push':
    case 'feedback':
    case 'emergency':
    case 'aggregate':
    case 'metadata':
    case 'never':
      return false;
  }
}

function holderOf(guarded: GuardedCoordinate, question: Question): Agency | null {
  const { holder } = guarded.rule;
  if (holder === 'gateway') return null;
  if (holder !== 'every-agency') return holder;
  return question.holder ?? recordHolder(guarded.coordinate);
}

const RECORD_TYPES: Readonly<Record<Agency, string>> = {
  police: 'PoliceRecord',
  socialtjanst: 'SocialRecord',
  school: 'SchoolRecord',
};

/** The agency whose record type a coordinate belongs to; each agency owns its record whole. */
export function recordHolder(coordinate: string): Agency | null {
  return AGENCIES.find((agency) => coordinate.startsWith(`${RECORD_TYPES[agency]}.`)) ?? null;
}

function weighFacts({ rule, coordinate }: GuardedCoordinate, ground: Ground, facts: HolderFacts | null): Decision {
  const isMaskable = rule.maskedWhenProtected || rule.maskedCoordinates.includes(coordinate);
  const turnsOnFacts = ground.assignment !== null || isMaskable;
  if (facts === null) {
    return turnsOnFacts
      ? { outcome: 'perhaps', row: rule.row, ground: ground.kind }
      : { outcome: 'open', row: rule.row, ground: ground.kind, laws: ground.laws };
  }
  if (isMaskable && facts.isProtected) return closed(rule.row, 'PROTECTED_IDENTITY', []);
  if (!isAssigned(ground.assignment, facts)) return closed(rule.row, 'ASSIGNMENT_NEEDED', ASSIGNMENT);
  return { outcome: 'open', row: rule.row, ground: ground.kind, laws: ground.laws };
}

function isAssigned(needed: AssignmentKind | null, facts: HolderFacts): boolean {
  if (needed === null) return true;
  return needed === 'case' ? facts.assignments.length > 0 : facts.assignments.includes(needed);
}

function explainClosed(rule: PolicyRule, usable: readonly Ground[], admitted: readonly Ground[]): Decision {
  const openings = admitted.filter((ground) => OPENABLE.includes(ground.kind));
  if (openings.length > 0) {
    return closed(
      rule.row,
      'GROUND_NEEDED',
      openings.map(({ kind, laws }) => ({ ground: kind, laws })),
    );
  }
  if (admitted.some((ground) => ground.kind === 'own')) return closed(rule.row, 'HOLDER_ONLY', []);
  if (usable.some((ground) => ground.kind === 'aggregate')) return closed(rule.row, 'AGGREGATE_ONLY', []);
  if (usable.some((ground) => ground.kind === 'metadata')) return closed(rule.row, 'METADATA_ONLY', []);
  if (usable.some((ground) => ground.kind !== 'never')) return closed(rule.row, 'NOT_FOR_PURPOSE', []);
  return closed(rule.row, 'NEVER', []);
}

function closed(row: string | null, code: ClosedCode, openableBy: readonly Opening[]): Decision {
  return { outcome: 'closed', row, code, openableBy };
}
