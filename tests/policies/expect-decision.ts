import type { Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import { actStands, isBlocked } from './expectation/act-stands.ts';
import { placeCoordinates, type Placed } from './expectation/place-coordinates.ts';
import type { Standing } from './expectation/standing.ts';
import { LIMIT_TABLE } from './limit-table.ts';
import { OPEN_WITHOUT_PURPOSE, PURPOSE_TABLE } from './purpose-table.ts';
import type { Clause } from './read-matrix.ts';
import { CLOSED_WHEN_PROTECTED, TEXTS_CLOSED_WHEN_PROTECTED } from './row-coordinates.ts';

export type Expectation =
  | { readonly isOpen: true }
  | {
      readonly isOpen: false;
      readonly code: string;
      readonly openableBy: readonly { readonly ground: string; readonly laws: readonly string[] }[];
      /** Who can know: the gateway by role and purpose alone, or the agency that holds the facts. */
      readonly knownBy: 'gateway' | 'agency';
    };

/** Grounds that somebody must bring about; a closed field says which of them could open it. */
const TO_BE_BROUGHT_ABOUT: readonly string[] = ['consent', 'decision', 'push', 'feedback', 'emergency'];
const STANDING_GROUNDS: readonly string[] = ['structure', 'directory'];
const OPEN: Expectation = { isOpen: true };

const PLACED = placeCoordinates();

/** What the matrix says of a coordinate for who asks; null when the coordinate is in no row. */
export function expectDecision(coordinate: string, standing: Standing): Expectation | null {
  const placed = PLACED.get(coordinate);
  if (placed === undefined) return null;
  if (standing.purpose === null) return OPEN_WITHOUT_PURPOSE.includes(placed.row) ? OPEN : shut('PURPOSE_MISSING');
  const clauses = placed.cells[standing.role].filter((clause) => isAbout(clause, placed));
  const admitted = clauses.filter(({ ground }) => isAdmitted(ground, standing));
  const byRole = admitted.find((clause) => opensByRole(clause, placed, standing.role)) ?? null;
  const byAct = admitted.filter(({ ground }) => TO_BE_BROUGHT_ABOUT.includes(ground));
  if (byRole === null && byAct.length === 0) return explain(clauses, admitted);
  return weigh({ placed, byRole, byAct }, standing);
}

/** Whether anything could ever open the coordinate to the role: for what introspection may tell. */
export function couldEverOpen(coordinate: string, role: Role): boolean {
  const purposes = (Object.keys(PURPOSE_TABLE) as Purpose[]).filter((name) => PURPOSE_TABLE[name].roles.includes(role));
  return [null, ...purposes].some((purpose) => {
    const found = expectDecision(coordinate, { role, purpose, assignments: ALL_KINDS, isProtected: false });
    return found !== null && (found.isOpen || found.openableBy.length > 0);
  });
}

const ALL_KINDS = ['case', 'sig-participant', 'named-person'];

/** Existence opens no content, and a limit opens no more than it lists. */
function isAbout({ ground, qualifiers }: Clause, { row, coordinate, isExistence }: Placed): boolean {
  if (ground === 'existence') return isExistence;
  const lists = qualifiers.flatMap((qualifier) => LIMIT_TABLE[row]?.[qualifier] ?? []);
  return lists.every((list) => list.split(' ').includes(coordinate));
}

function isAdmitted(ground: string, { purpose, role }: Standing): boolean {
  if (purpose === null || !PURPOSE_TABLE[purpose].roles.includes(role)) return false;
  return STANDING_GROUNDS.includes(ground) || PURPOSE_TABLE[purpose].grounds.includes(ground);
}

function opensByRole({ ground }: Clause, { holders }: Placed, role: Role): boolean {
  if (ground === 'own') return holders.some((agency) => role.startsWith(`${agency}.`));
  return ground === 'existence' || STANDING_GROUNDS.includes(ground);
}

interface Offer {
  readonly placed: Placed;
  /** What opens by role, if an assignment is there where one is wanted. */
  readonly byRole: Clause | null;
  readonly byAct: readonly Clause[];
}

/** First what closes to everybody, then what closes to the asker, then what opens. */
function weigh(offer: Offer, standing: Standing): Expectation {
  const { placed, byRole, byAct } = offer;
  if (standing.isProtected && isMasked(placed)) return shutByAgency('PROTECTED_IDENTITY');
  if (canBeBlocked(placed, byRole) && isBlocked(placed, standing)) return shutByBlock(offer, standing.role);
  if (byRole !== null && isAssigned(byRole, standing)) return OPEN;
  return byAct.some((clause) => actStands(clause, placed, standing)) ? OPEN : sayWhatIsMissing(offer);
}

/** Who works at the holder is told; to others it looks as if nothing had been done, where anything could be. */
function shutByBlock(offer: Offer, role: Role): Expectation {
  const isToldSo = role.startsWith(`${offer.placed.holder ?? 'nobody'}.`) || offer.byAct.length === 0;
  return isToldSo ? shutByAgency('BLOCKED') : sayWhatIsMissing(offer);
}

function sayWhatIsMissing({ byRole, byAct }: Offer): Expectation {
  const openings = byAct.map(({ ground, laws }) => ({ ground, laws }));
  const lacksAssignment = byRole?.qualifiers.includes('assigned') ?? false;
  if (!lacksAssignment) return shutByAgency('GROUND_NEEDED', openings);
  return shutByAgency('ASSIGNMENT_NEEDED', [{ ground: 'own', laws: [] }, ...openings]);
}

function isMasked({ row, coordinate }: Placed): boolean {
  return CLOSED_WHEN_PROTECTED.includes(row) || TEXTS_CLOSED_WHEN_PROTECTED.includes(coordinate);
}

/** The marking that warns (M03) is there for everybody, whatever is blocked; what carries no person is of nobody. */
function canBeBlocked({ row, holder }: Placed, byRole: Clause | null): boolean {
  return holder !== null && row !== 'M03' && !STANDING_GROUNDS.includes(byRole?.ground ?? '');
}

function isAssigned({ qualifiers }: Clause, { assignments }: Standing): boolean {
  if (!qualifiers.includes('assigned')) return true;
  const [kind] = qualifiers.filter((qualifier) => qualifier !== 'assigned');
  return kind === undefined ? assignments.length > 0 : assignments.includes(kind);
}

/** No ground could open it to the role under the purpose: why. */
function explain(clauses: readonly Clause[], admitted: readonly Clause[]): Expectation {
  const has = (ground: string): boolean => clauses.some((clause) => clause.ground === ground);
  if (admitted.some(({ ground }) => ground === 'own')) return shut('HOLDER_ONLY');
  if (has('aggregate')) return shut('AGGREGATE_ONLY');
  if (has('metadata')) return shut('METADATA_ONLY');
  return shut(clauses.every(({ ground }) => ground === 'never') ? 'NEVER' : 'NOT_FOR_PURPOSE');
}

type Shut = Extract<Expectation, { readonly isOpen: false }>;

function shut(code: string, openableBy: Shut['openableBy'] = []): Shut {
  return { isOpen: false, code, openableBy, knownBy: 'gateway' };
}

function shutByAgency(code: string, openableBy: Shut['openableBy'] = []): Shut {
  return { isOpen: false, code, openableBy, knownBy: 'agency' };
}
