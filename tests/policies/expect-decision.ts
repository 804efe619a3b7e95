import type { Agency } from '../../schema/agency.ts';
import type { Purpose } from '../../schema/purpose.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import { PURPOSE_TABLE } from './purpose-table.ts';
import { readClauses, readMatrix, type Clause } from './read-matrix.ts';
import {
  CLOSED_WHEN_PROTECTED,
  TEXTS_CLOSED_WHEN_PROTECTED,
  copyHolder,
  doorGround,
  JOINT_HOLDERS,
  listCoordinates,
} from './row-coordinates.ts';

/** Who asks, why, and how the asker and the person stand to each other. */
export interface Standing {
  readonly role: Role;
  /** Null: none is declared. */
  readonly purpose: Purpose | null;
  /** The kinds of the asker's assignments to the person. */
  readonly assignments: readonly string[];
  readonly isProtected: boolean;
}

export type Expectation =
  | { readonly isOpen: true }
  | {
      readonly isOpen: false;
      readonly code: string;
      readonly openableBy: readonly { readonly ground: string; readonly laws: readonly string[] }[];
      /** Who can know: the gateway by role and purpose alone, or the agency that holds the facts. */
      readonly knownBy: 'gateway' | 'agency';
    };

interface Placed {
  readonly coordinate: string;
  readonly row: string;
  readonly isExistence: boolean;
  readonly holders: readonly Agency[];
  readonly cells: Readonly<Record<Role, readonly Clause[]>>;
}

/** Grounds that somebody must bring about; a closed field says which of them could open it. */
const TO_BE_BROUGHT_ABOUT: readonly string[] = ['consent', 'decision', 'push', 'feedback', 'emergency'];
const STANDING_GROUNDS: readonly string[] = ['structure', 'directory'];
const OPEN: Expectation = { isOpen: true };

const PLACED = placeAll();

/** What the matrix says of a coordinate for who asks; null when the coordinate is in no row. */
export function expectDecision(coordinate: string, standing: Standing): Expectation | null {
  const placed = PLACED.get(coordinate);
  if (placed === undefined) return null;
  if (standing.purpose === null) return placed.row === 'S03' ? OPEN : shut('PURPOSE_MISSING');
  const clauses = placed.cells[standing.role].filter(({ ground }) => ground !== 'existence' || placed.isExistence);
  const admitted = clauses.filter(({ ground }) => isAdmitted(ground, standing.purpose));
  const opening = admitted.find((clause) => opens(clause, placed, standing.role));
  return opening === undefined ? explain(clauses, admitted) : weigh(opening, placed, standing);
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

function isAdmitted(ground: string, purpose: Purpose | null): boolean {
  if (purpose === null) return false;
  return STANDING_GROUNDS.includes(ground) || PURPOSE_TABLE[purpose].grounds.includes(ground);
}

function opens({ ground }: Clause, { holders }: Placed, role: Role): boolean {
  if (ground === 'own') return holders.some((agency) => role.startsWith(`${agency}.`));
  return ground === 'existence' || STANDING_GROUNDS.includes(ground);
}

function weigh(
  { qualifiers }: Clause,
  { row, coordinate }: Placed,
  { assignments, isProtected }: Standing,
): Expectation {
  const isMasked = CLOSED_WHEN_PROTECTED.includes(row) || TEXTS_CLOSED_WHEN_PROTECTED.includes(coordinate);
  if (isProtected && isMasked) return { ...shut('PROTECTED_IDENTITY'), knownBy: 'agency' };
  if (!qualifiers.includes('assigned')) return OPEN;
  const [kind] = qualifiers.filter((qualifier) => qualifier !== 'assigned');
  const isAssigned = kind === undefined ? assignments.length > 0 : assignments.includes(kind);
  if (isAssigned) return OPEN;
  return { ...shut('ASSIGNMENT_NEEDED', [{ ground: 'own', laws: [] }]), knownBy: 'agency' };
}

function explain(clauses: readonly Clause[], admitted: readonly Clause[]): Expectation {
  const openableBy = admitted
    .filter(({ ground }) => TO_BE_BROUGHT_ABOUT.includes(ground))
    .map(({ ground, laws }) => ({ ground, laws }));
  if (openableBy.length > 0) return shut('GROUND_NEEDED', openableBy);
  const has = (ground: string): boolean => clauses.some((clause) => clause.ground === ground);
  if (has('own')) return shut('HOLDER_ONLY');
  if (has('aggregate')) return shut('AGGREGATE_ONLY');
  if (has('metadata')) return shut('METADATA_ONLY');
  return shut(clauses.every(({ ground }) => ground === 'never') ? 'NEVER' : 'NOT_FOR_PURPOSE');
}

type Shut = Extract<Expectation, { readonly isOpen: false }>;

function shut(code: string, openableBy: Shut['openableBy'] = []): Shut {
  return { isOpen: false, code, openableBy, knownBy: 'gateway' };
}

function placeAll(): ReadonlyMap<string, Placed> {
  const rows = new Map(readMatrix().map((row) => [row.row, row]));
  return new Map(
    listCoordinates().map(({ coordinate, row, isExistence }) => {
      const matrixRow = rows.get(row);
      const holders = JOINT_HOLDERS[row] ?? holdersOf(matrixRow?.owner, coordinate);
      return [coordinate, { coordinate, row, isExistence, holders, cells: matrixRow?.cells ?? doorCells(row) }];
    }),
  );
}

function holdersOf(owner: string | undefined, coordinate: string): readonly Agency[] {
  const holder =
    owner === 'every-agency' || owner === undefined ? copyHolder(coordinate) : ((owner ?? null) as Agency | null);
  return holder === null ? [] : [holder];
}

function doorCells(row: string): Placed['cells'] {
  return Object.fromEntries(ROLES.map((role) => [role, readClauses(doorGround(row, role))])) as Placed['cells'];
}
