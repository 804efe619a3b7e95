import type { Agency } from '../schema/agency.ts';
import { homeAgency, type Role } from '../schema/role.ts';
import type { Question } from './question.ts';
import type { Ground } from './ground.ts';
import type { GuardedCoordinate, PolicySet } from './policy-set.ts';
import { recordHolder } from './record-holder.ts';

/** Grounds whose facts somebody must bring about; `openableBy` offers these and no others. */
const OPENABLE = ['consent', 'decision', 'push', 'feedback', 'emergency'] as const;

export type OpenableGround = Ground & { readonly kind: (typeof OPENABLE)[number] };

/** What a rule's cell offers to a question, whoever the person is. */
export interface Cell {
  readonly guarded: GuardedCoordinate;
  /** Null where nobody holds it (the gateway's doors), or where the type is shared and the question does not tell. */
  readonly holder: Agency | null;
  /** The grounds of the cell that can bear on this coordinate. */
  readonly usable: readonly Ground[];
  /** Usable under the purpose. */
  readonly admitted: readonly Ground[];
  /** The ground that rests on the role alone, or with an assignment. */
  readonly ruling: Ground | null;
  /** The grounds that an act of somebody must bring about. */
  readonly openable: readonly OpenableGround[];
}

/** A policy has some hundred thousand cells at most, and few of them are asked for. */
const REMEMBERED_CELLS = 50_000;
const remembered = new WeakMap<PolicySet, Map<string, Cell>>();

/** Reads which grounds of a coordinate's rule meet a question: the same for every person, so it is read once. */
export function readCell(guarded: GuardedCoordinate, question: Question, policySet: PolicySet): Cell {
  const cells = remembered.get(policySet) ?? new Map<string, Cell>();
  remembered.set(policySet, cells);
  const { role, purpose, holder, facts } = question;
  const key = `${guarded.coordinate} ${role} ${purpose ?? ''} ${holder ?? ''} ${facts === null ? '' : 'facts'}`;
  const known = cells.get(key);
  if (known !== undefined) return known;
  const cell = readAnew(guarded, question, policySet);
  if (cells.size >= REMEMBERED_CELLS) cells.clear();
  cells.set(key, cell);
  return cell;
}

function readAnew(guarded: GuardedCoordinate, question: Question, policySet: PolicySet): Cell {
  const usable = guarded.rule.grounds[question.role].filter((ground) => bearsOn(ground, guarded));
  const admitted = usable.filter((ground) => isAdmitted(ground, question, policySet));
  const standing = admitted.filter((ground) => standsOnRole(ground, guarded, question));
  return {
    guarded,
    holder: holderOf(guarded, question),
    usable,
    admitted,
    ruling: standing.find(({ assignment }) => assignment === null) ?? standing[0] ?? null,
    openable: admitted.filter(isOpenable),
  };
}

function isOpenable(ground: Ground): ground is OpenableGround {
  return OPENABLE.some((kind) => kind === ground.kind);
}

/** Whether a protected identity closes the coordinate (OSL 22 kap.). */
export function isMaskable({ rule, coordinate }: GuardedCoordinate): boolean {
  return rule.maskedWhenProtected || rule.maskedCoordinates.includes(coordinate);
}

/** A block closes all that is of the person, but not the marking that warns, which each agency holds for everybody. */
export function isBlockable({ guarded, ruling }: Cell): boolean {
  const { rule, isExistence } = guarded;
  if (rule.holder === 'gateway' || ruling?.kind === 'structure' || ruling?.kind === 'directory') return false;
  return !(rule.holder === 'every-agency' && isExistence);
}

/**
 * A sign of existence opens on every ground that opens the content; the content never on the ground of existence. A ground with
 * a limit opens what the limit lists.
 */
function bearsOn(ground: Ground, { rule, coordinate, isExistence }: GuardedCoordinate): boolean {
  if (ground.kind === 'existence') return isExistence;
  const opens = ground.limit === null ? undefined : rule.limits[ground.limit];
  return opens === undefined || opens.includes(coordinate);
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
      return isOwn(question.role, guarded, question);
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

/** A role that belongs to no agency owns nothing. Which agency holds a shared type the gateway cannot tell: it may be the asker's. */
function isOwn(role: Role, guarded: GuardedCoordinate, question: Question): boolean {
  const home = homeAgency(role);
  const holder = holderOf(guarded, question);
  if (home === null) return false;
  if (holder === null) return guarded.rule.holder === 'every-agency' && question.facts === null;
  return guarded.rule.jointlyHeld || home === holder;
}

/** A type that one agency owns is that agency's, whoever claims to hold it. */
function holderOf({ rule, coordinate }: GuardedCoordinate, question: Question): Agency | null {
  if (rule.holder === 'gateway') return null;
  if (rule.holder !== 'every-agency') return rule.holder;
  return recordHolder(coordinate) ?? question.holder;
}
