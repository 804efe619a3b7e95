import type { Agency } from '../schema/agency.ts';
import type { Purpose } from '../schema/purpose.ts';
import { homeAgency, type Role } from '../schema/role.ts';
import type { AssignmentKind, Ground, GroundKind } from './ground.ts';
import type { HolderFacts } from './holder-facts.ts';
import type { GuardedCoordinate, PolicySet } from './policy-set.ts';
import { recordHolder } from './record-holder.ts';
import { findStandingAct, type GroundUse, type StandingAct } from './standing-ground.ts';

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
  'BLOCKED',
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
  | OpenDecision
  | {
      /** The holder's facts decide; without them, these are what could open it. */
      readonly outcome: 'perhaps';
      readonly row: string;
      readonly ground: GroundKind;
      readonly openableBy: readonly Opening[];
    }
  | {
      readonly outcome: 'closed';
      readonly row: string | null;
      readonly code: ClosedCode;
      readonly openableBy: readonly Opening[];
    };

export interface OpenDecision {
  readonly outcome: 'open';
  readonly row: string;
  readonly ground: GroundKind;
  readonly laws: readonly string[];
  /** What the cell limits the release to, such as `own-part`; null when nothing. */
  readonly limit: string | null;
  /** The consent or grant that it stands on; null where the role suffices. */
  readonly actId: string | null;
  /** When that ends, ISO 8601; null where the role suffices. */
  readonly until: string | null;
}

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
  const openable = admitted.filter((ground) => OPENABLE.includes(ground.kind));
  const cell: Cell = { guarded, usable, admitted, ruling, openable };
  if (ruling === null && openable.length === 0) return explainClosed(cell);
  return question.facts === null ? weighWithoutFacts(cell) : weighFacts(cell, question.facts, { question, policySet });
}

/** What a rule's cell offers to a question. */
interface Cell {
  readonly guarded: GuardedCoordinate;
  readonly usable: readonly Ground[];
  /** Usable under the purpose. */
  readonly admitted: readonly Ground[];
  /** The ground that rests on the role alone, or with an assignment. */
  readonly ruling: Ground | null;
  /** The grounds that an act of somebody must bring about. */
  readonly openable: readonly Ground[];
}

/**
 * A sign of existence opens on every ground that opens the content; the content never on the ground of existence. A ground with
 * a limit opens what the limit lists.
 */
function bearsOn(ground: Ground, guarded: GuardedCoordinate, role: Role): boolean {
  if (ground.kind === 'existence') return guarded.isExistence;
  const opens = ground.limit === null ? undefined : guarded.rule.limits[ground.limit];
  if (opens !== undefined && !opens.includes(guarded.coordinate)) return false;
  return !(guarded.rule.holder === 'gateway' && ground.kind === 'own' && homeAgency(role) === null);
}

function isAdmitted(ground: Ground, question: Question, policySet: PolicySet): boolean {
  if (question.purpose === null) return ground.kind === 'structure';
  const purpose = policySet.purposes.get(question.purpose);
  return purpose !== undefined && purpose.roles.includes(question.role) && purpose.grounds.includes(ground.kind);
}

/** The grounds that rest on who asks; the rest turn on acts of the holder or the person. */
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

function weighWithoutFacts({ guarded, ruling, openable }: Cell): Decision {
  const { rule } = guarded;
  const openableBy = openable.map(toOpening);
  const ground = ruling?.kind ?? openable[0]?.kind ?? 'never';
  const turnsOnFacts = ruling === null || ruling.assignment !== null || isMaskable(guarded);
  if (turnsOnFacts || ruling.kind === 'own') return { outcome: 'perhaps', row: rule.row, ground, openableBy };
  return openOn(ruling, rule.row, null);
}

interface Weighing {
  readonly question: Question;
  readonly policySet: PolicySet;
}

function weighFacts(cell: Cell, facts: HolderFacts, { question, policySet }: Weighing): Decision {
  const { guarded, ruling, openable } = cell;
  const { rule } = guarded;
  if (isMaskable(guarded) && facts.isProtected) return closed(rule.row, 'PROTECTED_IDENTITY', []);
  if (isBlocked(cell, facts)) return explainBlocked(cell, question);
  if (ruling !== null && isAssigned(ruling.assignment, facts)) return openOn(ruling, rule.row, null);
  for (const ground of openable) {
    const act = findStandingAct(useOf(ground, cell, { question, policySet }), facts);
    if (act !== null) return openOn(ground, rule.row, act);
  }
  return explainUnmet(cell);
}

function useOf(ground: Ground, { guarded }: Cell, { question, policySet }: Weighing): GroundUse {
  const holder = holderOf(guarded, question);
  // Openable grounds are admitted under a purpose alone, and no row of the gateway's has any.
  if (holder === null || question.purpose === null) throw new TypeError(`${guarded.coordinate} has no holder`);
  const { coordinate, rule } = guarded;
  return { ground, coordinate, row: rule.row, holder, role: question.role, purpose: question.purpose, policySet };
}

function isMaskable({ rule, coordinate }: GuardedCoordinate): boolean {
  return rule.maskedWhenProtected || rule.maskedCoordinates.includes(coordinate);
}

/** A block closes all that is of the person, but not the marking that warns, which each agency holds for everybody. */
function isBlocked({ guarded, ruling }: Cell, { blocks }: HolderFacts): boolean {
  const { rule } = guarded;
  if (rule.holder === 'gateway' || ruling?.kind === 'structure' || ruling?.kind === 'directory') return false;
  if (rule.holder === 'every-agency' && guarded.isExistence) return false;
  return blocks.some(({ rows }) => rows.length === 0 || rows.includes(rule.row));
}

/** Who works at the holder is told of the block; to others it must look as if there were no ground. */
function explainBlocked(cell: Cell, question: Question): Decision {
  const isAtHolder = homeAgency(question.role) === holderOf(cell.guarded, question);
  return isAtHolder || cell.openable.length === 0 ? closed(cell.guarded.rule.row, 'BLOCKED', []) : explainUnmet(cell);
}

function openOn(ground: Ground, row: string, act: StandingAct | null): OpenDecision {
  const laws = act?.law === null || act === null ? ground.laws : [act.law];
  const { kind, limit } = ground;
  return { outcome: 'open', row, ground: kind, laws, limit, actId: act?.id ?? null, until: act?.until ?? null };
}

function isAssigned(needed: AssignmentKind | null, facts: HolderFacts): boolean {
  if (needed === null) return true;
  return needed === 'case' ? facts.assignments.length > 0 : facts.assignments.includes(needed);
}

function toOpening({ kind, laws }: Ground): Opening {
  return { ground: kind, laws };
}

/** Some ground could open it, and none does: what is missing. */
function explainUnmet({ guarded, ruling, openable }: Cell): Decision {
  const openings = openable.map(toOpening);
  const { row } = guarded.rule;
  if (ruling === null) return closed(row, 'GROUND_NEEDED', openings);
  return closed(row, 'ASSIGNMENT_NEEDED', [...ASSIGNMENT, ...openings]);
}

/** No ground could open it for this role and purpose. */
function explainClosed({ guarded, usable, admitted }: Cell): Decision {
  const { row } = guarded.rule;
  if (admitted.some((ground) => ground.kind === 'own')) return closed(row, 'HOLDER_ONLY', []);
  if (usable.some((ground) => ground.kind === 'aggregate')) return closed(row, 'AGGREGATE_ONLY', []);
  if (usable.some((ground) => ground.kind === 'metadata')) return closed(row, 'METADATA_ONLY', []);
  if (usable.some((ground) => ground.kind !== 'never')) return closed(row, 'NOT_FOR_PURPOSE', []);
  return closed(row, 'NEVER', []);
}

function closed(row: string | null, code: ClosedCode, openableBy: readonly Opening[]): Decision {
  return { outcome: 'closed', row, code, openableBy };
}
