import type { GraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { isScalarType, parse, type GraphQLSchema } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { coordinatesOfSchema } from '../../schema/coordinate.ts';
import type { Log } from '../../schema/process/log.ts';
import { readSdl, readSupergraph } from '../../schema/sdl/read-sdl.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { ReceiptIssuer } from '../../policies/receipt-issuer.ts';
import type { AggregateDesk } from '../aggregates/aggregate-desk.ts';
import { createAgencyCaller, type AgencyCaller } from './agency-caller.ts';
import { AgencyDataSource } from './agency-data-source.ts';
import { createConsentCaller, type ConsentCaller } from './consent-caller.ts';
import type { ExecutionContext } from './execution-context.ts';
import { LocalDataSource } from './local-data-source.ts';
import { createLocalSubgraph } from './local-subgraph.ts';
import { loadApolloExecutor } from './apollo-executor.ts';
import { guardPlan } from './plan-guard.ts';
import { planOperation, type PlanOptions } from './plan/plan-operations.ts';
import type { RunOperation } from './plan/planned-operation.ts';
import { createPlanner } from './plan/planner.ts';
import type { PreparedOperation } from '../request/prepare-operation.ts';

export interface FederationOptions {
  readonly agencyUrls: Readonly<Record<Agency, string>>;
  readonly agencyTimeoutMs: number;
  /** How long a call may wait for its turn at an agency that answers well, before the agency counts as behind, ms. */
  readonly agencyQueueMs: number;
  readonly refKey: Buffer;
  readonly policySet: PolicySet;
  /** The policy as it is in force at a time. */
  readonly policyAt: (now: Date) => PolicySet;
  readonly receipts: ReceiptIssuer;
  readonly log: Log;
  readonly clock: () => Date;
  /** Null where no aggregates are run. */
  readonly aggregates: AggregateDesk | null;
}

/** The composed graph: Apollo plans, within what was decided; what it planned is made ready once and run by us. */
export interface Federation {
  /** The schema that clients see, before any role's view of it. */
  readonly schema: GraphQLSchema;
  /**
   * Plans what was decided; the same again for the same.
   * @throws SamsynError PLAN_REFUSED when the plan would fetch anything outside the decision
   */
  plan(prepared: PreparedOperation): RunOperation<ExecutionContext>;
  /** Whether an agency that the request needs is asked more than it can answer, so that the request would wait for long. */
  isBehind(context: ExecutionContext): boolean;
  /** How many requests, at least, wait for an agency that answers nobody. */
  held(): number;
  close(): Promise<void>;
}

/**
 * Loads the checked-in supergraph.
 * @throws Error unless APOLLO_TELEMETRY_DISABLED is `true`, since the library else reports to its maker
 */
export async function loadFederation(options: FederationOptions): Promise<Federation> {
  const callers = AGENCIES.map((agency) => ({
    agency,
    caller: createAgencyCaller({
      endpoint: { agency, municipality: null, url: options.agencyUrls[agency] },
      timeoutMs: options.agencyTimeoutMs,
      queueMs: options.agencyQueueMs,
      log: options.log,
    }),
  }));
  const local = createLocalSubgraph(options);
  const subgraphs = readSubgraphSchemas(local);
  const agencies = createAgencyDataSources({ callers, subgraphs, options });
  const sources = new Map<string, GraphQLDataSource<ExecutionContext>>([
    ['gateway', new LocalDataSource({ ...options, schema: local })],
    ...agencies,
  ]);
  const supergraphSdl = readSupergraph();
  const apollo = await loadApolloExecutor({
    supergraphSdl,
    sourceOf: (subgraph) => found(sources.get(subgraph), subgraph),
    guard: (plan, { prepared }) => {
      guardPlan(plan, prepared.coordinates, subgraphs);
    },
    log: options.log,
  });
  checkScalars(apollo.schema);
  const planner = createPlanner(supergraphSdl);
  const runByApollo: RunOperation<ExecutionContext> = (context, variables) => apollo.execute(context, variables);
  const plans = { planner, schema: apollo.schema, subgraphs, sources: asSources(sources) };
  return {
    schema: apollo.schema,
    plan: rememberPlans((prepared) => planPrepared(prepared, plans) ?? runByApollo),
    isBehind: (context) => agencies.some(([, source]) => source.isBehind(context)),
    held: () => Math.max(...callers.map(({ caller }) => caller.held())),
    close: async () => {
      await apollo.close();
      await Promise.all(callers.map(({ caller }) => caller.close()));
    },
  };
}

type Plan = Federation['plan'];

function rememberPlans(plan: Plan): Plan {
  const planned = new WeakMap<PreparedOperation, RunOperation<ExecutionContext>>();
  return (prepared) => {
    const run = planned.get(prepared) ?? plan(prepared);
    planned.set(prepared, run);
    return run;
  };
}

function planPrepared(
  { document, coordinates }: PreparedOperation,
  plans: PlanOptions<ExecutionContext>,
): RunOperation<ExecutionContext> | null {
  if (document === null) return () => Promise.resolve({ data: {} });
  return planOperation({ document, coordinates }, plans);
}

type DataSources = ReadonlyMap<string, GraphQLDataSource<ExecutionContext>>;

function createAgencyDataSources(parts: DataSourceParts): readonly (readonly [Agency, AgencyDataSource])[] {
  const { callers, options } = parts;
  // One for all agencies, so that what a step asks for them goes in one call.
  const consents = createConsentCaller({
    caller: callerOf('socialtjanst', callers),
    receipts: options.receipts,
    policyDigest: options.policySet.digest,
    log: options.log,
  });
  return AGENCIES.map((agency) => [agency, createAgencyDataSource(agency, parts, consents)] as const);
}

function asSources(sources: DataSources): PlanOptions<ExecutionContext>['sources'] {
  return new Map(
    [...sources].map(([name, source]) => [name, (request, context) => source.process({ request, context } as never)]),
  );
}

function found<Value>(value: Value | undefined, subgraph: string): Value {
  if (value === undefined) throw new Error(`the supergraph has no subgraph \`${subgraph}\``);
  return value;
}

/** The supergraph names the scalars; their checks are given here, so that a bad value is refused before anybody is asked. */
const CHECKED_SCALARS = [GraphQLDateTimeISO, GraphQLLocalDate] as const;

function checkScalars(schema: GraphQLSchema): void {
  for (const checked of CHECKED_SCALARS) {
    const scalar = schema.getType(checked.name);
    if (!isScalarType(scalar)) continue;
    scalar.parseValue = (value) => checked.parseValue(value);
    scalar.parseLiteral = (node, variables) => checked.parseLiteral(node, variables);
  }
}

interface DataSourceParts {
  readonly callers: readonly { readonly agency: Agency; readonly caller: AgencyCaller }[];
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
  readonly options: FederationOptions;
}

function createAgencyDataSource(
  agency: Agency,
  { callers, subgraphs, options }: DataSourceParts,
  consents: ConsentCaller,
): AgencyDataSource {
  const caller = callerOf(agency, callers);
  const schema = found(subgraphs.get(agency), agency);
  return new AgencyDataSource({
    agency,
    caller,
    receipts: options.receipts,
    coordinates: new Set(coordinatesOfSchema(schema)),
    policySet: options.policySet,
    policyAt: options.policyAt,
    consents,
    log: options.log,
  });
}

function callerOf(agency: Agency, callers: DataSourceParts['callers']): AgencyCaller {
  return found(
    callers.find((candidate) => candidate.agency === agency),
    agency,
  ).caller;
}

function readSubgraphSchemas(local: GraphQLSchema): ReadonlyMap<string, GraphQLSchema> {
  const agencies = AGENCIES.map((agency) => [agency, buildSubgraphSchema(parse(readSdl(agency)))] as const);
  return new Map<string, GraphQLSchema>([['gateway', local], ...agencies]);
}
