import type { GraphQLSchema } from 'graphql';
import { coordinatesOfSchema, nonNullCoordinates } from '../schema/coordinate.ts';
import type { PolicySet } from './policy-set.ts';

export interface ClosedWorldOptions {
  /** The whole graph is at hand, so a rule whose coordinate is missing is an error too. A subgraph alone cannot tell. */
  readonly isWhole: boolean;
}

/**
 * Lists every hole between a schema and the policy: a field without a rule, a rule on a field that does not exist, a guarded
 * field that is non-null. Empty when the world is closed.
 */
export function findHoles(schema: GraphQLSchema, policySet: PolicySet, options: ClosedWorldOptions): readonly string[] {
  const present = new Set(coordinatesOfSchema(schema));
  const unruled = [...present].filter((coordinate) => !policySet.coordinates.has(coordinate));
  const missing = [...policySet.coordinates.keys()].filter((coordinate) => options.isWhole && !present.has(coordinate));
  const nonNull = nonNullCoordinates(schema).filter((coordinate) => isPersonal(coordinate, policySet));
  return [
    ...unruled.map((coordinate) => `${coordinate} has no rule in policies/rules`),
    ...missing.map((coordinate) => `${coordinate} has a rule but is not in the schema`),
    ...nonNull.map((coordinate) => `${coordinate} is guarded, so it must be nullable`),
  ];
}

/**
 * Stops where `findHoles` finds one.
 * @throws Error naming each coordinate
 */
export function requireClosedWorld(schema: GraphQLSchema, policySet: PolicySet, options: ClosedWorldOptions): void {
  const holes = findHoles(schema, policySet, options);
  if (holes.length > 0) throw new Error(`the world is not closed:\n  ${holes.join('\n  ')}`);
}

function isPersonal(coordinate: string, policySet: PolicySet): boolean {
  const rule = policySet.coordinates.get(coordinate)?.rule;
  return rule !== undefined && rule.holder !== 'gateway';
}
