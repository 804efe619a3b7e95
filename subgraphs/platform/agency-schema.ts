import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, type GraphQLSchema } from 'graphql';
import { applyMiddleware } from 'graphql-middleware';
import { buildSchema, createResolversMap } from 'type-graphql';
import { parseRef } from '../../schema/ref.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { requireClosedWorld } from '../../policies/closed-world.ts';
import { createShieldTree } from '../../policies/shield-tree.ts';
import type { AgencyContext } from './agency-context.ts';
import { createDoors } from './create-doors.ts';
import type { AgencyDefinition } from './agency-definition.ts';

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n';

export interface AgencySchema {
  /** The subgraph's SDL, as composition reads it. */
  readonly sdl: string;
  /** Executable, without any rule: it is never served. */
  readonly unguarded: GraphQLSchema;
}

/** Builds an agency's subgraph from its type-graphql classes. Entities are stubs: they read nothing. */
export async function buildAgencySchema(definition: AgencyDefinition): Promise<AgencySchema> {
  const doors = createDoors({ agency: definition.agency, ...definition.doors });
  const codeFirst = await buildSchema({ resolvers: [...doors, ...definition.resolvers], validate: false });
  const sdl = `${FEDERATION}${withoutRootQuery(printSchemaWithDirectives(codeFirst))}\n`;
  const unguarded = buildSubgraphSchema({
    typeDefs: parse(sdl),
    resolvers: withReferences(createResolversMap(codeFirst)) as never,
  });
  return { sdl, unguarded };
}

/**
 * Puts the generated rule before every field. Done last, so nothing is added after it.
 * @throws Error when a field has no rule
 */
export function guardSchema(unguarded: GraphQLSchema, policySet: PolicySet): GraphQLSchema {
  requireClosedWorld(unguarded, policySet, { isWhole: false });
  return applyMiddleware<unknown, AgencyContext>(unguarded, createShieldTree<AgencyContext>(unguarded));
}

function stubOfPerson(key: { readonly ref: string }): { readonly ref: string } {
  return { ref: parseRef(key.ref) };
}

/** type-graphql demands a query; a subgraph that is reached by entities alone has none. */
const PLACEHOLDER_QUERY = /type Query \{[^}]*\}\n*/;

function withoutRootQuery(sdl: string): string {
  return sdl.replace(/^schema \{[^}]*\}\n*/m, '').replace(PLACEHOLDER_QUERY, '');
}

type ResolversMap = ReturnType<typeof createResolversMap>;

function withReferences(resolvers: ResolversMap): Readonly<Record<string, unknown>> {
  const { Individual, Directory, ...others } = resolvers;
  delete others['Query'];
  return {
    ...others,
    Individual: { ...(Individual as object), __resolveReference: stubOfPerson },
    Directory: { ...(Directory as object), __resolveReference: (key: object) => key },
  };
}
