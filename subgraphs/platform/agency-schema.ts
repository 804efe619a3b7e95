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
import { createDesk } from './desk/create-desk.ts';

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
  const { agency, doors, resolvers } = definition;
  const { resolvers: doorResolvers, entities } = createDoors({ agency, ...doors });
  const codeFirst = await buildSchema({
    resolvers: [...doorResolvers, ...createDesk({ agency, ...doors.desk }), ...resolvers],
    orphanedTypes: [...entities],
    validate: false,
  });
  const sdl = `${FEDERATION}${withoutSchemaDefinition(printSchemaWithDirectives(codeFirst))}\n`;
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

function withoutSchemaDefinition(sdl: string): string {
  return sdl.replace(/^schema \{[^}]*\}\n*/m, '');
}

type ResolversMap = ReturnType<typeof createResolversMap>;

function withReferences(resolvers: ResolversMap): Readonly<Record<string, unknown>> {
  const { Individual, Directory, ...others } = resolvers;
  return {
    ...others,
    Individual: { ...(Individual as object), __resolveReference: stubOfPerson },
    Directory: { ...(Directory as object), __resolveReference: (key: object) => key },
  };
}
