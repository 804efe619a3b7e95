import { homeAgency } from '../schema/role.ts';
import type { AssignmentKind, Ground, GroundKind } from './ground.ts';
import type { HolderFacts } from './holder-facts.ts';
import type { PolicySet } from './policy-set.ts';
import { isBlockable, isMaskable, readCell, type Cell } from './read-cell.ts';
import type { Question } from './question.ts';
import { findStandingAct, type GroundUse, type StandingAct } from './standing-ground.ts';

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
  const cell = readCell(guarded, question, policySet);
  if (cell.ruling === null && cell.openable.length === 0) return explainClosed(cell);
  return question.facts === null ? weighWithoutFacts(cell) : weighFacts(cell, question.facts, { question, policySet });
}

function weighWithoutFacts(cell: Cell): Decision {
  const { guarded, ruling, openable } = cell;
  const { row } = guarded.rule;
  if (ruling !== null && ruling.assignment === null && !isMaskable(guarded) && !isBlockable(cell)) {
    return openOn(ruling, row, null);
  }
  const ground = ruling?.kind ?? openable[0]?.kind ?? 'never';
  return { outcome: 'perhaps', row, ground, openableBy: openable.map(toOpening) };
}

interface Weighing {
  readonly question: Question;
  readonly policySet: PolicySet;
}

function weighFacts(cell: Cell, facts: HolderFacts, { question, policySet }: Weighing): Decision {
  const { guarded, ruling, openable } = cell;
  const { row } = guarded.rule;
  if (isMaskable(guarded) && facts.isProtected) return closed(row, 'PROTECTED_IDENTITY', []);
  if (isBlocked(cell, facts)) return explainBlocked(cell, question);
  if (ruling !== null && isAssigned(ruling.assignment, facts)) return openOn(ruling, row, null);
  for (const ground of widestFirst(openable)) {
    const act = findStandingAct(useOf(ground, cell, { question, policySet }), facts);
    if (act !== null) return openOn(ground, row, act);
  }
  return explainUnmet(cell);
}

/** Feedback is about the own report alone: who also has a consent must not see less for having reported. */
function widestFirst(openable: readonly Ground[]): readonly Ground[] {
  return [...openable].sort((a, b) => Number(a.kind === 'feedback') - Number(b.kind === 'feedback'));
}

function useOf(ground: Ground, { guarded, holder }: Cell, { question, policySet }: Weighing): GroundUse {
  // Openable grounds are admitted under a purpose alone, and no row of the gateway's has any.
  if (holder === null || question.purpose === null) throw new TypeError(`${guarded.coordinate} has no holder`);
  const { coordinate, rule } = guarded;
  return { ground, coordinate, row: rule.row, holder, role: question.role, purpose: question.purpose, policySet };
}

function isBlocked(cell: Cell, { blocks }: HolderFacts): boolean {
  const { row } = cell.guarded.rule;
  return isBlockable(cell) && blocks.some(({ rows }) => rows.length === 0 || rows.includes(row));
}

/** Who works at the holder is told of the block; to others it must look as if there were no ground. */
function explainBlocked(cell: Cell, question: Question): Decision {
  const isAtHolder = homeAgency(question.role) === cell.holder;
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
  // A ruling ground that needs no assignment fails under a block alone, of which the asker is not to know here.
  if (ruling === null || ruling.assignment === null) return closed(row, 'GROUND_NEEDED', openings);
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
