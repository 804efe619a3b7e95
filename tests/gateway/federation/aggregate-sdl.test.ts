import { buildSchema, getNamedType, isEnumType, isObjectType, isScalarType, type GraphQLNamedType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { readSupergraph } from '../../../schema/sdl/read-sdl.ts';

const SCHEMA = buildSchema(readSupergraph(), { assumeValid: true });
const POLICY = loadPolicySet();
const ROOTS = ['aggregate', 'aggregates', 'aggregateRuns'] as const;

interface Reached {
  readonly types: ReadonlySet<GraphQLNamedType>;
  readonly coordinates: readonly string[];
}

/** All that can be reached from a field of `Query`, however deep. */
function reachFrom(root: string): Reached {
  const types = new Set<GraphQLNamedType>();
  const coordinates = [`Query.${root}`];
  const open = [getNamedType(SCHEMA.getQueryType()!.getFields()[root]!.type)];
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (types.has(type)) continue;
    types.add(type);
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      coordinates.push(`${type.name}.${field.name}`);
      open.push(getNamedType(field.type));
    }
  }
  return { types, coordinates };
}

describe.each(ROOTS)('from Query.%s', (root) => {
  const { types, coordinates } = reachFrom(root);

  it('no path leads to a person, an agency’s record or anything else of a row of the matrix', () => {
    expect(coordinates.length).toBeGreaterThan(8);
    const rows = coordinates.map((coordinate) => POLICY.coordinates.get(coordinate)?.rule.row);
    expect([...new Set(rows)].sort()).toEqual(root === 'aggregate' ? ['S40', 'S41'] : ['S40']);
    expect([...types].map(({ name }) => name)).not.toContain('Individual');
  });

  it('there are only types of aggregates, and no scalar in which a person would fit but words', () => {
    for (const type of types) {
      if (isScalarType(type)) expect(['ID', 'String', 'Int', 'Boolean']).toContain(type.name);
      else expect(isEnumType(type) || isObjectType(type)).toBe(true);
      if (isObjectType(type)) expect(type.name).toMatch(/^(?:Aggregate\w+|LocalText)$/);
    }
  });

  it('no field takes an argument: nothing can be narrowed below the question', () => {
    for (const type of types) {
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) expect([field.name, field.args]).toEqual([field.name, []]);
    }
  });
});
