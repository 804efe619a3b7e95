import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
  printType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { coordinatesOfSchema, nonNullCoordinates } from '../../schema/coordinate.ts';
import { findHoles } from '../../policies/closed-world.ts';
import { readSdl } from '../../schema/sdl/read-sdl.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import type { AgencyDefinition } from '../../subgraphs/platform/agency-definition.ts';
import { buildAgencySchema, guardSchema } from '../../subgraphs/platform/agency-schema.ts';
import { POLICE } from '../../subgraphs/police/police-agency.ts';
import { SCHOOL } from '../../subgraphs/school/school-agency.ts';
import { SOCIALTJANST } from '../../subgraphs/socialtjanst/socialtjanst-agency.ts';

const DEFINITIONS: readonly AgencyDefinition[] = [POLICE, SOCIALTJANST, SCHOOL];
const policySet = loadPolicySet();
const schemas = new Map<Agency, GraphQLSchema>();

/** The entities of two keys, to which each agency adds one field. */
const ENTITIES = ['Individual', 'Directory'];
/** The gateway's own: no agency has them. */
const GATEWAY_COORDINATES: ReadonlySet<string> = new Set(
  coordinatesOfSchema(buildSubgraphSchema(parse(readSdl('gateway')))).filter(
    (coordinate) => !ENTITIES.includes(typeOf(coordinate)),
  ),
);

beforeAll(async () => {
  for (const definition of DEFINITIONS) {
    schemas.set(definition.agency, (await buildAgencySchema(definition)).unguarded);
  }
});

describe.each(DEFINITIONS)('the subgraph of $agency', ({ agency }) => {
  it('has a rule for each field', () => {
    expect(findHoles(schemaOf(agency), policySet, { isWhole: false })).toEqual([]);
    expect(() => guardSchema(schemaOf(agency), policySet)).not.toThrow();
  });

  it('can withhold each field alone: only keys are non-null', () => {
    expect(nonNullCoordinates(schemaOf(agency))).toEqual(expect.arrayContaining(['Individual.ref', 'Directory.id']));
    expect(nonNullCoordinates(schemaOf(agency))).toHaveLength(2);
  });

  it('describes each type, field, argument and enum value', () => {
    expect(ownTypes(schemaOf(agency)).flatMap(undescribed)).toEqual([]);
  });

  it('has no interfaces, which the shield would pass over in silence', () => {
    const unguarded = ownTypes(schemaOf(agency)).filter((type) => isInterfaceType(type));
    expect(unguarded.map(({ name }) => name)).toEqual([]);
  });

  it('adds one field to a person and one to the directory, of its own name', () => {
    const onEntities = coordinatesOfSchema(schemaOf(agency)).filter((coordinate) =>
      ENTITIES.includes(typeOf(coordinate)),
    );
    expect(onEntities.toSorted()).toEqual(
      [`Directory.${agency}`, 'Directory.id', 'Individual.ref', `Individual.${agency}`].toSorted(),
    );
  });

  it('has a desk and actions of its own, each behind one door', () => {
    const roots = coordinatesOfSchema(schemaOf(agency)).filter((name) => /^(?:Query|Mutation)\./.test(name));
    expect(roots.toSorted()).toEqual([`Mutation.${agency}`, `Query.${agency}`]);
  });

  it('holds only what it is the holder of', () => {
    const holders = coordinatesOfSchema(schemaOf(agency)).map(
      (coordinate) => policySet.coordinates.get(coordinate)?.rule.holder,
    );
    expect([...new Set(holders)].toSorted()).toEqual([agency, 'every-agency', 'gateway'].toSorted());
  });
});

describe('the subgraphs together', () => {
  it('are those of all agencies', () => {
    expect(DEFINITIONS.map(({ agency }) => agency)).toEqual(AGENCIES);
  });

  it('have every coordinate of the policy but the gateway’s own, and no other', () => {
    const ofAgencies = new Set(AGENCIES.flatMap((agency) => coordinatesOfSchema(schemaOf(agency))));
    const ruled = [...policySet.coordinates.keys()].filter((coordinate) => !GATEWAY_COORDINATES.has(coordinate));
    expect([...ofAgencies].toSorted()).toEqual(ruled.toSorted());
  });

  it('share only entities, scalars and types that are the same in each', () => {
    const seen = new Map<string, string>();
    const clashes: string[] = [];
    for (const type of AGENCIES.flatMap((agency) => ownTypes(schemaOf(agency)))) {
      const printed = printType(type);
      if (!ENTITIES.includes(type.name) && (seen.get(type.name) ?? printed) !== printed) clashes.push(type.name);
      seen.set(type.name, printed);
    }
    expect(clashes).toEqual([]);
  });

  it('share no type that holds what a register says of a person', () => {
    const names = AGENCIES.flatMap((agency) =>
      ownTypes(schemaOf(agency))
        .filter(isObjectType)
        .map(({ name }) => name),
    );
    const shared = new Set(names.filter((name, index) => names.indexOf(name) !== index));
    expect([...shared].toSorted()).toEqual([
      'AccessBlock',
      'AggregateApproval',
      'AggregateToApprove',
      'DeskNotice',
      'Directory',
      'DisclosureAnswer',
      'DisclosureGrant',
      'DisclosureOffer',
      'DisclosureQuestion',
      'DisclosureRequest',
      'EmergencyReview',
      'FunctionContact',
      'Individual',
    ]);
  });

  it('know nothing of the criminal record, which no rule can open (OSL 35:3)', () => {
    const rule = policySet.rules.find(({ row }) => row === 'M09');
    expect(rule?.coordinates).toEqual([]);
    expect(rule?.existence).toEqual([]);
    const named = AGENCIES.flatMap((agency) => ownTypes(schemaOf(agency)).map((type) => printType(type))).join('\n');
    expect(named).not.toMatch(/criminal_?records?\b|belastning|convictions?\b/i);
  });
});

function schemaOf(agency: Agency): GraphQLSchema {
  const schema = schemas.get(agency);
  if (schema === undefined) throw new Error(`${agency} has no schema`);
  return schema;
}

function typeOf(coordinate: string): string {
  return coordinate.split('.')[0] ?? '';
}

/** Without GraphQL's and federation's own. */
function ownTypes(schema: GraphQLSchema): readonly GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) =>
      !isIntrospectionType(type) &&
      !isSpecifiedScalarType(type) &&
      !/^(_|Query$|Mutation$|federation__|link__)/.test(type.name),
  );
}

function undescribed(type: GraphQLNamedType): readonly string[] {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const inputs = isInputObjectType(type) ? Object.values(type.getFields()) : [];
  const parts = [
    { at: type.name, description: type.description },
    ...[...fields, ...inputs].map(({ name, description }) => ({ at: `${type.name}.${name}`, description })),
    ...fields.flatMap((field) =>
      field.args.map(({ name, description }) => ({ at: `${type.name}.${field.name}(${name})`, description })),
    ),
    ...(isEnumType(type) ? type.getValues() : []).map(({ name, description }) => ({
      at: `${type.name}.${name}`,
      description,
    })),
  ];
  return parts.filter(({ description }) => (description ?? '').trim() === '').map(({ at }) => at);
}
