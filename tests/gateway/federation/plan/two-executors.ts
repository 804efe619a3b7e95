import { ApolloGateway } from '@apollo/gateway';
import { print, type DocumentNode, type GraphQLSchema } from 'graphql';
import { planOperation } from '../../../../gateway/federation/plan/plan-operations.ts';
import type { PlanResult, Source } from '../../../../gateway/federation/plan/plan-run.ts';
import { createPlanner } from '../../../../gateway/federation/plan/planner.ts';
import { coordinatesOfSchema } from '../../../../schema/coordinate.ts';
import { playSubgraph, type Illness } from './playing-subgraph.ts';
import type { World } from './small-worlds.ts';

type Variables = Readonly<Record<string, unknown>>;

/** The same subgraphs, asked in two ways. */
export interface TwoExecutors {
  readonly schema: GraphQLSchema;
  askApollo(document: DocumentNode, variables: Variables, illness: Illness): Promise<PlanResult>;
  /** Null where the operation is left to the other. */
  askCompiled(document: DocumentNode, variables: Variables, illness: Illness): Promise<PlanResult | null>;
  close(): Promise<void>;
}

export async function openExecutors({ subgraphs, supergraphSdl }: World): Promise<TwoExecutors> {
  const played = new Map(Object.entries(subgraphs).map(([name, sdl]) => [name, playSubgraph(name, sdl)]));
  const sources = new Map<string, Source<Illness>>([...played].map(([name, { source }]) => [name, source]));
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    buildService: ({ name }) => ({
      process: ({ request, context }) =>
        sources.get(name)?.(
          { query: request.query ?? '', variables: request.variables ?? {} },
          context as unknown as Illness,
        ) as never,
    }),
  });
  const { schema, executor } = await gateway.load();
  const schemas = new Map([...played].map(([name, subgraph]) => [name, subgraph.schema]));
  const planner = createPlanner(supergraphSdl);
  const coordinates = new Set([...schemas.values()].flatMap((subgraph) => coordinatesOfSchema(subgraph)));
  return {
    schema,
    askApollo: (document, variables, illness) =>
      executor({
        ...{ schema, document, queryHash: print(document), operationName: null, context: illness, metrics: {} },
        ...{ request: { variables }, logger: { debug: silent, info: silent, warn: silent, error: silent } },
      } as never) as Promise<PlanResult>,
    askCompiled: async (document, variables, illness) =>
      (await planOperation({ document, coordinates }, { planner, schema, sources, subgraphs: schemas })?.(
        illness,
        variables,
      )) ?? null,
    close: () => gateway.stop(),
  };
}

function silent(): void {
  return;
}
