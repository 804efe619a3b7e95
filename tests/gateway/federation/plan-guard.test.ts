import { composeServices } from '@apollo/composition';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composeSupergraph, type SubgraphName } from '../../../gateway/federation/compose.ts';
import { guardPlan } from '../../../gateway/federation/plan-guard.ts';
import { readSdl } from '../../../schema/sdl/read-sdl.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external", "@provides", "@shareable", "@override"])\n';

/** Two agencies of a smaller world: the second one’s `score` needs to be told what the first one holds. */
const WORLD = {
  gateway: `${LINK} type Query { individual: Individual } type Individual @key(fields: "ref") { ref: ID! }`,
  police: `${LINK} type Individual @key(fields: "ref") { ref: ID! isSuspected: Boolean police: PoliceRecord } type PoliceRecord { isKnown: Boolean incidents: [String] }`,
  school: `${LINK} type Individual @key(fields: "ref") { ref: ID! isSuspected: Boolean @external score: Int @requires(fields: "isSuspected") grade: Int }`,
} as const;

const subgraphs = new Map<string, GraphQLSchema>(
  Object.entries(WORLD).map(([name, sdl]) => [name, buildSubgraphSchema(parse(sdl))]),
);

function planOf(query: string): QueryPlan {
  const services = Object.entries(WORLD).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) }));
  const { supergraphSdl = '' } = composeServices(services);
  const supergraph = Supergraph.build(supergraphSdl);
  return new QueryPlanner(supergraph).buildQueryPlan(operationFromDocument(supergraph.schema, parse(query)));
}

function guard(query: string, ...permitted: readonly string[]): () => void {
  const plan = planOf(query);
  return () => guardPlan(plan, new Set(['Query.individual', ...permitted]), subgraphs);
}

const REFUSED = expect.objectContaining({ code: 'PLAN_REFUSED', status: 500 }) as Error;

describe('the guard over plans', () => {
  const doors = ['Individual.police', 'PoliceRecord.isKnown'];

  it('lets through a plan that fetches what was decided, and ships keys alone', () => {
    expect(guard('{ individual { ref police { isKnown } grade } }', ...doors, 'Individual.grade')).not.toThrow();
    expect(guard('{ i: individual { p: police { k: isKnown } } }', ...doors)).not.toThrow();
  });

  it.each([
    ['a field', '{ individual { police { isKnown incidents } } }', doors],
    ['a field under another name', '{ individual { police { isKnown: incidents } } }', doors],
    ['a door', '{ individual { police { isKnown } grade } }', doors],
    ['a field in a fragment', '{ individual { ...F } } fragment F on Individual { police { incidents } }', doors],
    [
      'a field under a condition',
      'query ($yes: Boolean!) { individual { police { isKnown incidents @include(if: $yes) } } }',
      doors,
    ],
  ])('refuses a plan that fetches %s outside the decision', (_, query, permitted) => {
    expect(guard(query, ...permitted)).toThrow(REFUSED);
  });

  it('refuses a plan that tells one agency what another one holds, though each field was permitted', () => {
    expect(guard('{ individual { score } }', 'Individual.score', 'Individual.isSuspected')).toThrow(REFUSED);
    expect(guard('{ individual { isSuspected } }', 'Individual.isSuspected')).not.toThrow();
  });

  it('refuses a plan that asks whom it does not know, or in a way that it does not know', () => {
    const plan = planOf('{ individual { police { isKnown } } }');
    const few = new Map([...subgraphs].filter(([name]) => name !== 'police'));
    expect(() => guardPlan(plan, new Set(['Query.individual', ...doors]), few)).toThrow(REFUSED);
    const subscription = { kind: 'QueryPlan', node: { kind: 'Subscription' } } as unknown as QueryPlan;
    expect(() => guardPlan(subscription, new Set(), subgraphs)).toThrow(REFUSED);
    const deferred = { kind: 'QueryPlan', node: { kind: 'Defer' } } as unknown as QueryPlan;
    expect(() => guardPlan(deferred, new Set(), subgraphs)).toThrow(REFUSED);
  });
});

describe('composition', () => {
  const sdl = (): Record<SubgraphName, string> => ({
    gateway: readSdl('gateway'),
    police: readSdl('police'),
    socialtjanst: readSdl('socialtjanst'),
    school: readSdl('school'),
  });

  it('takes the subgraphs as they are', () => {
    expect(composeSupergraph(sdl())).toContain('@join__graph(name: "police"');
  });

  it.each([
    ['requires', 'extend type Individual { isKnown: Boolean @external score: Int @requires(fields: "isKnown") }'],
    ['provides', 'extend type Individual { other: Individual @provides(fields: "ref") }'],
    ['override', 'extend type Individual { police: PoliceRecord @override(from: "police") }'],
    ['interfaceObject', 'type Person @key(fields: "ref") @interfaceObject { ref: ID! }'],
    ['fromContext', 'extend type Individual { grade(of: String @fromContext(field: "$person { ref }")): Int }'],
  ])('refuses an agency that uses @%s, and names both', (directive, more) => {
    const widened = { ...sdl(), school: `${sdl().school}\n${more}` };
    expect(() => composeSupergraph(widened)).toThrow(`school uses @${directive}`);
  });

  it('refuses an agency that brings such a directive under another name', () => {
    const renamed =
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [{ name: "@requires", as: "@wants" }, "@external"])';
    const byPrefix =
      'extend type Individual { isKnown: Boolean @federation__external score: Int @federation__requires(fields: "isKnown") }';
    const byAlias = `${renamed} extend type Individual { isKnown: Boolean @external score: Int @wants(fields: "isKnown") }`;
    const withPrefix = {
      ...sdl(),
      school: `${sdl().school}\n${byPrefix}`,
      police: `${sdl().police}\nextend type Individual { isKnown: Boolean }`,
    };
    expect(() => composeSupergraph(withPrefix)).toThrow('school has a field with `requires`');
    const withAlias = {
      ...withPrefix,
      school: sdl().school.replace(
        /^extend schema[^\n]*\n/,
        `${byAlias.replace('"@external"]', '"@external", "@key", "@shareable"]')}\n`,
      ),
    };
    expect(() => composeSupergraph(withAlias)).toThrow('school has a field with `requires`');
  });

  it('refuses what does not fit together', () => {
    expect(() =>
      composeSupergraph({ ...sdl(), school: sdl().school.replace('school: SchoolRecord', 'police: SchoolRecord') }),
    ).toThrow();
  });
});
