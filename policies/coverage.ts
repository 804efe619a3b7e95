import { isAbstractType, isInterfaceType, type GraphQLSchema } from 'graphql';
import { coordinatesOfSchema } from '../schema/coordinate.ts';
import { fieldCoordinates } from '../schema/document-coordinates.ts';
import { PURPOSES, type Purpose } from '../schema/purpose.ts';
import { ROLES, type Role } from '../schema/role.ts';
import { findHoles } from './closed-world.ts';
import { decide, type ClosedCode, type Decision } from './decide.ts';
import { recordHolder } from './record-holder.ts';
import { findUnlawful } from './legal-reach.ts';
import { policySetAt } from './policy-set-at.ts';
import type { PolicySet } from './policy-set.ts';

/** What the proof went through, what it found open and closed, and everything that is wrong. */
export interface CoverageProof {
  readonly coordinates: number;
  readonly roles: number;
  /** The closed list, and none. */
  readonly purposes: number;
  /** One for each coordinate, role and purpose. */
  readonly decisions: number;
  readonly open: number;
  /** Turns on facts that the holder alone has. */
  readonly perhaps: number;
  readonly closed: ReadonlyMap<ClosedCode, number>;
  /** Empty when the proof holds. Each begins with its kind: `gap`, `overlap`, `hole` or `law`. */
  readonly problems: readonly string[];
}

/**
 * Proves by enumeration that the policy gives exactly one decision for each coordinate of the whole graph, each role and each
 * purpose, with no gap, no overlap, no hole through interfaces and unions, and no ground that the law cannot carry. The
 * decisions are those in force on the day of `now`.
 */
export function proveCoverage(schema: GraphQLSchema, policySet: PolicySet, now: Date): CoverageProof {
  const coordinates = coordinatesOfSchema(schema);
  const found = enumerateDecisions(coordinates, policySetAt(policySet, now));
  const closedCodes = found.decisions.flatMap((decision) => (decision.outcome === 'closed' ? [decision.code] : []));
  return {
    coordinates: coordinates.length,
    roles: ROLES.length,
    purposes: PURPOSES.length + 1,
    decisions: found.decisions.length,
    open: found.decisions.filter(({ outcome }) => outcome === 'open').length,
    perhaps: found.decisions.filter(({ outcome }) => outcome === 'perhaps').length,
    closed: countEach(closedCodes),
    problems: [
      ...findHoles(schema, policySet, { isWhole: true }).map((hole) => `gap: ${hole}`),
      ...findEmptyCells(policySet).map((cell) => `gap: ${cell}`),
      ...findOverlaps(policySet).map((overlap) => `overlap: ${overlap}`),
      ...findAbstractHoles(schema, policySet).map((hole) => `hole: ${hole}`),
      ...found.problems,
      ...findUnlawful(policySet).map((use) => `law: ${use}`),
    ],
  };
}

/** Lists the fields of interfaces and unions that a type without a rule could stand behind, and the types that nothing can be. */
export function findAbstractHoles(schema: GraphQLSchema, policySet: PolicySet): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .filter(({ name }) => !name.startsWith('_'))
    .flatMap((type) => {
      if (schema.getPossibleTypes(type).length === 0) return [`${type.name} is abstract and no type can stand there`];
      const fields = isInterfaceType(type) ? Object.keys(type.getFields()) : [];
      const shared = fields.flatMap((field) =>
        fieldCoordinates(type, field, schema)
          .filter((coordinate) => !policySet.coordinates.has(coordinate))
          .map((coordinate) => `${type.name}.${field} reaches ${coordinate}, which has no rule`),
      );
      return [...shared, ...findUncoveredMembers(type.name, schema, policySet)];
    });
}

function findUncoveredMembers(name: string, schema: GraphQLSchema, policySet: PolicySet): readonly string[] {
  const type = schema.getType(name);
  if (!isAbstractType(type) || isInterfaceType(type)) return [];
  return schema
    .getPossibleTypes(type)
    .filter((member) =>
      Object.keys(member.getFields()).every((field) => !policySet.coordinates.has(`${member.name}.${field}`)),
    )
    .map((member) => `${name} can be ${member.name}, of which no field has a rule`);
}

function findEmptyCells({ rules }: PolicySet): readonly string[] {
  return rules.flatMap((rule) =>
    ROLES.filter((role) => rule.grounds[role].length === 0).map((role) => `${rule.row} has no cell for ${role}`),
  );
}

/** The loader refuses overlaps; here they are counted again from the rules, so that the proof does not lean on it. */
function findOverlaps({ rules }: PolicySet): readonly string[] {
  const rowsOf = new Map<string, string[]>();
  for (const { row, coordinates, existence } of rules) {
    for (const coordinate of [...coordinates, ...existence]) {
      rowsOf.set(coordinate, [...(rowsOf.get(coordinate) ?? []), row]);
    }
  }
  return [...rowsOf]
    .filter(([, rows]) => rows.length > 1)
    .map(([coordinate, rows]) => `${coordinate} is under ${rows.join(' and ')}`);
}

interface Enumeration {
  readonly decisions: readonly Decision[];
  readonly problems: readonly string[];
}

function enumerateDecisions(coordinates: readonly string[], policySet: PolicySet): Enumeration {
  const decisions: Decision[] = [];
  const problems: string[] = [];
  for (const coordinate of coordinates) {
    for (const role of ROLES) {
      for (const purpose of [null, ...PURPOSES]) {
        const decision = decideOnce({ coordinate, role, purpose }, policySet);
        if (typeof decision === 'string') problems.push(decision);
        else decisions.push(decision);
      }
    }
  }
  return { decisions, problems };
}

interface Asked {
  readonly coordinate: string;
  readonly role: Role;
  readonly purpose: Purpose | null;
}

/** The gateway's decision, or what is wrong with it. */
function decideOnce(asked: Asked, policySet: PolicySet): Decision | string {
  const where = `${asked.coordinate} for ${asked.role} and ${asked.purpose ?? 'no purpose'}`;
  try {
    const decision = decide({ ...asked, holder: recordHolder(asked.coordinate), facts: null }, policySet);
    const row = policySet.coordinates.get(asked.coordinate)?.rule.row ?? null;
    return decision.row === row
      ? decision
      : `overlap: ${where} is decided by ${String(decision.row)}, not ${String(row)}`;
  } catch (error) {
    return `gap: ${where} has no decision: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function countEach(codes: readonly ClosedCode[]): ReadonlyMap<ClosedCode, number> {
  const counts = new Map<ClosedCode, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
