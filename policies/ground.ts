/** The grounds that a rule can name, from the law's point of view: what must be true for a field to open. */
export const GROUND_KINDS = [
  'structure',
  'directory',
  'own',
  'existence',
  'consent',
  'decision',
  'push',
  'feedback',
  'emergency',
  'aggregate',
  'metadata',
  'never',
] as const;

export type GroundKind = (typeof GROUND_KINDS)[number];

/** What `own(...)` may demand besides the role: a case assignment, and of which kind. */
export type AssignmentKind = 'case' | 'sig-participant' | 'named-person';

/** One alternative of a cell, such as `decision[SoL 20:6 | OSL 10:15a](statement-only)`. */
export interface Ground {
  readonly kind: GroundKind;
  /** Sections of law in the short form of `legal-bases.yaml`; any of them will do. */
  readonly laws: readonly string[];
  /** Null: no assignment is needed. `case`: any assignment to the person will do; otherwise one of that kind. */
  readonly assignment: AssignmentKind | null;
  /** The limit that the cell sets on what is released, such as `summary`; null when there is none. */
  readonly limit: string | null;
}

const CLAUSE = /^([a-z]+)(?:\[([^\]]+)\])?(?:\(([^)]+)\))?$/;

/**
 * Reads a cell of a rule: alternatives parted by `;`.
 * @throws TypeError naming the clause that cannot be read
 */
export function parseGrounds(cell: string): readonly Ground[] {
  return cell.split(';').map((clause) => parseGround(clause.trim()));
}

function parseGround(clause: string): Ground {
  const match = CLAUSE.exec(clause);
  const kind = GROUND_KINDS.find((known) => known === match?.[1]);
  if (match === null || kind === undefined) throw new TypeError(`\`${clause}\` is not a ground`);
  const laws = (match[2] ?? '').split('|').map((law) => law.trim());
  const qualifiers = (match[3] ?? '').split(',').map((word) => word.trim());
  return {
    kind,
    laws: laws.filter((law) => law !== ''),
    assignment: kind === 'own' ? readAssignment(qualifiers) : null,
    limit: kind === 'own' || match[3] === undefined ? null : match[3],
  };
}

function readAssignment(qualifiers: readonly string[]): AssignmentKind | null {
  if (!qualifiers.includes('assigned')) return null;
  if (qualifiers.includes('sig-participant')) return 'sig-participant';
  return qualifiers.includes('named-person') ? 'named-person' : 'case';
}
